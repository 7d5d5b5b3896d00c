using LinkWatch.Storage;

namespace LinkWatch.Alerting.Delivery;

/// <summary>A delivery that this attempt has claimed: while the lease lasts, nobody else writes its row.</summary>
internal sealed class ClaimedDelivery(ISiteStore sites, string siteId, Stored<DeliveryRow> claimed)
{
    private string version = claimed.Version;

    public DeliveryRow Row { get; private set; } = claimed.Row;

    /// <summary>Whether an owner was settled in this attempt.</summary>
    public bool HasProgress { get; private set; }

    /// <summary>
    /// Stores who needs the mail no longer. Attempts count anew: a provider that takes mails is not one that fails.
    /// </summary>
    /// <exception cref="ClaimLostException">The claim is another's by now.</exception>
    public Task SettleAsync(OwnerReply reply)
    {
        HasProgress = true;
        return WriteAsync(Row with
        {
            Settled = [.. Row.Settled.Union(reply.Owners)],
            Refused = reply.IsAccepted ? Row.Refused : [.. Row.Refused.Union(reply.Owners)],
            Attempts = 1,
        });
    }

    /// <summary>Even while we stop: what the provider accepted must be stored.</summary>
    /// <exception cref="ClaimLostException">The claim is another's by now.</exception>
    public async Task WriteAsync(DeliveryRow row)
    {
        // Also if the write fails: the mark at the end makes up for it.
        Row = row;
        var written = await sites.CommitAsync(siteId, [RowWrite.Replace(row, version)], CancellationToken.None)
            ?? throw new ClaimLostException($"site {siteId}: {row.RowKey} was written by another");
        version = written[0];
    }
}

/// <summary>The lease ended before the attempt did, or the site was removed: the attempt must not go on.</summary>
internal sealed class ClaimLostException(string message) : Exception(message);

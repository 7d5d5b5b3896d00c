using System.Text.Json.Serialization;

namespace LinkWatch.Storage;

/// <summary>Which sign-in links were used: each works once, on every instance.</summary>
public interface ISignInStore
{
    /// <summary>False if the link was used before.</summary>
    /// <param name="id">Names the link.</param>
    /// <param name="expires">When it would end unused: there is no need to remember it longer.</param>
    /// <param name="now">The time.</param>
    /// <param name="cancellationToken">Stops.</param>
    Task<bool> TryUseAsync(string id, DateTimeOffset expires, DateTimeOffset now, CancellationToken cancellationToken);
}

/// <summary>Used sign-in links: one partition, the earliest to expire first.</summary>
public sealed class SignInStore(IRowTable table) : ISignInStore
{
    /// <summary>Expired rows that one sign-in clears away.</summary>
    private const int Cleared = 20;

    private readonly Rows<UsedSignIn> rows = new(table);

    public async Task<bool> TryUseAsync(string id, DateTimeOffset expires, DateTimeOffset now, CancellationToken cancellationToken)
    {
        var write = RowWrite.Insert(new UsedSignIn(expires, id));
        if (await rows.CommitAsync(Partitions.SignIns, [write], cancellationToken) is null) return false;
        foreach (var (row, version) in await rows.ListAllAsync<UsedSignIn>(Partitions.SignIns, Cleared, cancellationToken))
        {
            if (row.Expires > now) break;
            await rows.CommitAsync(Partitions.SignIns, [RowWrite.Delete(row.RowKey, version)], cancellationToken);
        }

        return true;
    }

    private sealed record UsedSignIn(DateTimeOffset Expires, string Id) : IRow
    {
        [JsonIgnore]
        public string RowKey => Keys.SignIn(Expires, Id);
    }
}

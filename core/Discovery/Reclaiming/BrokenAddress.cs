namespace LinkWatch.Discovery.Reclaiming;

/// <summary>An address of the site that is linked from elsewhere and answers with an error.</summary>
/// <param name="Host">As the log has it; empty if the log has no hosts.</param>
/// <param name="Address">Path, and query without tracking parameters, percent-encoded.</param>
/// <param name="Status">The last answer: 404, 410 or 500 and above.</param>
/// <param name="Hits">Requests that came from elsewhere and were answered like this.</param>
/// <param name="LastSeen">When the last of them was; null if the log doesn't say.</param>
/// <param name="Referrers">The pages they came from, the most frequent first.</param>
/// <param name="OtherReferrers">How many requests came from others than these.</param>
/// <param name="Suggestion">Where to redirect it; null if nothing is surely meant.</param>
public sealed record BrokenAddress(
    string Host, string Address, int Status, long Hits, DateTimeOffset? LastSeen, IReadOnlyList<LinkingReferrer> Referrers,
    long OtherReferrers, Suggestion? Suggestion)
{
    /// <summary>Whether the server failed, which a redirect would only hide.</summary>
    public bool IsServerError => Status >= 500;

    /// <summary>The path alone; null if the address has a query, which redirects by path don't look at.</summary>
    public string? Path => Address.Contains('?', StringComparison.Ordinal) ? null : Address;
}

/// <summary>A page from which visitors came, and how many did.</summary>
public sealed record LinkingReferrer(string Address, long Hits);

/// <summary>An address that answered 200, and why it may be the one that is meant.</summary>
/// <param name="Path">On the same host, percent-encoded, without a query.</param>
/// <param name="Why">In words.</param>
public sealed record Suggestion(string Path, string Why);

namespace LinkWatch.Discovery;

/// <summary>How much of discovery is kept, and how often it visits.</summary>
public sealed record DiscoveryOptions
{
    /// <summary>Candidates that wait for their visit, of a site: for more, those that were not seen for longest make room.</summary>
    public int MaxWaiting { get; init; } = 20_000;

    /// <summary>For so long no page of a domain is visited after one was found to hold no link, unless another ever held one.</summary>
    public TimeSpan EmptyDomainRest { get; init; } = TimeSpan.FromDays(30);

    /// <summary>After a visit that could not tell, the page is visited again after these, one after another; then no more.</summary>
    public IReadOnlyList<TimeSpan> RetryAfter { get; init; } = [TimeSpan.FromDays(1), TimeSpan.FromDays(4), TimeSpan.FromDays(16)];

    /// <summary>No visit is put off for longer at once.</summary>
    public TimeSpan LongestPause => RetryAfter.Append(EmptyDomainRest).Append(VisitTakes).Max();

    /// <summary>A visit of which nothing was heard for so long is begun again.</summary>
    public TimeSpan VisitTakes { get; init; } = TimeSpan.FromDays(3);

    /// <summary>A candidate is forgotten so long after its state last changed, unless it still waits.</summary>
    public TimeSpan KeptFor { get; init; } = TimeSpan.FromDays(365);

    /// <summary>Between two requests to a webmaster service for the same site.</summary>
    public TimeSpan FetchEvery { get; init; } = TimeSpan.FromDays(7);
}

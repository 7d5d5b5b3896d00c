namespace LinkWatch.Fetching;

/// <summary>What one request brought: a failure, or a status with its headers and, unless it sends us on, a body.</summary>
internal sealed record RawResponse
{
    public FetchFailure? Failure { get; init; }

    public int? Status { get; init; }

    public HttpFields Headers { get; init; } = HttpFields.Empty;

    public PooledBody? Body { get; init; }

    public BodyEnd End { get; init; }

    public bool IsEndedByClose { get; init; }

    /// <summary>The statuses that the Fetch standard follows.</summary>
    public bool IsRedirect => Status is 301 or 302 or 303 or 307 or 308;
}

namespace LinkWatch.Discovery;

/// <summary>Where candidates of a site wait for their visit.</summary>
public interface ICandidateInbox
{
    /// <summary>Adds what is new; what is there already is only seen again. Safe to repeat.</summary>
    /// <param name="siteId">Whose.</param>
    /// <param name="candidates">In any order, read once.</param>
    /// <param name="isTrial">Whether nothing is kept: only the counts are wanted.</param>
    /// <param name="cancellationToken">Stops.</param>
    Task<CandidateCount> AddAsync(
        string siteId, IAsyncEnumerable<Candidate> candidates, bool isTrial, CancellationToken cancellationToken);
}

/// <summary>What became of candidates that were added.</summary>
/// <param name="New">Added to the inbox.</param>
/// <param name="SeenBefore">In the inbox already, in whatever state.</param>
/// <param name="Tracked">Pages with a tracked link already.</param>
/// <param name="Refused">Pages of the site itself, and addresses that are no web page.</param>
/// <param name="LeftOut">More than the inbox holds.</param>
public sealed record CandidateCount(int New, int SeenBefore, int Tracked, int Refused, int LeftOut)
{
    public static CandidateCount None { get; } = new(0, 0, 0, 0, 0);

    public static CandidateCount operator +(CandidateCount a, CandidateCount b) =>
        new(a.New + b.New, a.SeenBefore + b.SeenBefore, a.Tracked + b.Tracked, a.Refused + b.Refused, a.LeftOut + b.LeftOut);
}

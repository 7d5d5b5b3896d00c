using LinkWatch.Links;
using LinkWatch.Reporting;
using LinkWatch.Storage;

namespace LinkWatch.Sweeping;

/// <summary>One site's coverage, counted as pages come by.</summary>
internal sealed class SiteCoverage(Site site, DateTimeOffset now, SweepOptions options)
{
    private readonly StatusCount count = new(site, now);
    private int silent;
    private DateTimeOffset? silentSince;

    public void Add(TrackedLink link)
    {
        count.Add(link);
        if (!IsSilent(link)) return;
        silent++;
        if (!(silentSince <= link.State.LastVerified)) silentSince = link.State.LastVerified;
    }

    public CoverageRow Row()
    {
        var status = count.Report();
        return new CoverageRow
        {
            At = now,
            Links = status.Links,
            Verified = status.Coverage.Verified,
            NotVerified = status.Coverage.NotVerified,
            Oldest = status.Coverage.Oldest,
            Silent = silent,
            SilentSince = silentSince,
        };
    }

    /// <summary>
    /// Not verified for long, and the owner was told nothing of it: a link that was read in vain is told as unverifiable before that, by
    /// itself or with its host. So it was not even read, or nothing that was read could be judged.
    /// </summary>
    private bool IsSilent(TrackedLink link) =>
        link is { Incident: null, State.Unknown: null or { ToldUnverifiableAt: null } } && now - link.State.LastVerified >= Patience(link.Cadence);

    private TimeSpan Patience(Cadence cadence)
    {
        var patience = options.StaleCadences * cadence.Period();
        return patience > options.StaleAfter ? patience : options.StaleAfter;
    }
}

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
        link = FutureTimes.Forget(link, now);
        count.Add(link);
        if (!IsUnverified(link)) return;
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
            Unverified = silent,
            UnverifiedSince = silentSince,
        };
    }

    /// <summary>
    /// Not verified for long, without any report: a link whose readings fail is reported as unverifiable before that, on its own or with
    /// its host. So it was not even read, or nothing that was read could be judged.
    /// </summary>
    private bool IsUnverified(TrackedLink link) =>
        link is { Incident: null, State.Unknown: null or { NotifiedUnverifiableAt: null } }
            && now - link.State.LastVerified >= UnverifiedAfter(link.Cadence);

    private TimeSpan UnverifiedAfter(Cadence cadence)
    {
        var deadline = options.UnverifiedCadences * cadence.Period();
        return deadline > options.UnverifiedAfter ? deadline : options.UnverifiedAfter;
    }
}

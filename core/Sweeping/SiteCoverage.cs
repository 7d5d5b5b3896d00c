using LinkWatch.Links;
using LinkWatch.Reporting;
using LinkWatch.Storage;

namespace LinkWatch.Sweeping;

/// <summary>One site's coverage in a shard, counted as pages come by.</summary>
internal sealed class SiteCoverage(Site site, DateTimeOffset now, SweepOptions options)
{
    private readonly StatusCount count = new(site, now);
    private int silent;
    private DateTimeOffset? silentSince;

    public Site Site => site;

    public void Add(TrackedLink link)
    {
        link = FutureTimes.Forget(link, now);
        count.Add(link);
        if (!IsUnverified(link)) return;
        silent++;
        if (!(silentSince <= link.State.LastVerified)) silentSince = link.State.LastVerified;
    }

    public AuditedSite Count()
    {
        var status = count.Report();
        return new AuditedSite
        {
            Links = status.Links,
            Statuses = status.Statuses,
            BeingConfirmed = count.BeingConfirmed,
            Verified = status.Coverage.Verified,
            NotVerified = status.Coverage.NotVerified,
            Oldest = status.Coverage.Oldest,
            Turning = status.Turning,
            Unverified = silent,
            UnverifiedSince = silentSince,
        };
    }

    /// <summary>The day of a site, from what each shard holds of it.</summary>
    public static CoverageRow Sum(DateTimeOffset at, IReadOnlyCollection<AuditedSite> parts)
    {
        var tracked = parts.Where(part => part.Links > 0).ToList();
        return new CoverageRow
        {
            At = at,
            Links = parts.Sum(part => part.Links),
            Verified = parts.Sum(part => part.Verified),
            Statuses = Sum(parts.SelectMany(part => part.Statuses)),
            BeingConfirmed = Sum(parts.SelectMany(part => part.BeingConfirmed)),
            NotVerified = Sum(parts.SelectMany(part => part.NotVerified)),
            // If one link was never verified, no time is the oldest.
            Oldest = tracked.TrueForAll(part => part.Oldest is not null) ? tracked.Min(part => part.Oldest) : null,
            Turning = parts.Sum(part => part.Turning),
            Unverified = parts.Sum(part => part.Unverified),
            UnverifiedSince = parts.Min(part => part.UnverifiedSince),
        };
    }

    private static SortedDictionary<string, int> Sum(IEnumerable<KeyValuePair<string, int>> counts) => new(counts
        .GroupBy(count => count.Key, StringComparer.Ordinal)
        .ToDictionary(count => count.Key, count => count.Sum(part => part.Value), StringComparer.Ordinal));

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

using LinkWatch.Links;
using LinkWatch.Storage;

namespace LinkWatch.Reporting;

/// <summary>What is known: per site, and of the pipeline itself. The JSON of <c>status --json</c>; docs/json.md describes it.</summary>
public sealed record StatusReport(IReadOnlyList<SiteStatus> Sites, PipelineStatus Pipeline);

/// <summary>One site's links, counted.</summary>
public sealed record SiteStatus
{
    public required string Site { get; init; }

    public required IReadOnlyList<string> Domains { get; init; }

    public int Links { get; init; }

    /// <summary>By what is believed: live, nofollow, unindexed, lost, pending.</summary>
    public required IReadOnlyDictionary<string, int> Statuses { get; init; }

    /// <summary>Links of which a worse reading waits for confirmation.</summary>
    public int Turning { get; init; }

    /// <summary>Links that could not be verified for days.</summary>
    public int Unverifiable { get; init; }

    /// <summary>Links that no alert reports, because their owner muted them.</summary>
    public int Muted { get; init; }

    /// <summary>Links whose status was confirmed fast, for trying out; null if there are none.</summary>
    public int? Fast { get; init; }

    public required Coverage Coverage { get; init; }
}

/// <summary>How much of a site was verified lately: read, with any status but unknown.</summary>
/// <param name="Verified">Links verified within twice their cadence.</param>
/// <param name="NotVerified">The other links, by the last reading's first reason; <c>not-read</c> if there was no reading.</param>
/// <param name="Oldest">When the link that waits longest was last verified; null if one never was, or there are none.</param>
public sealed record Coverage(int Verified, IReadOnlyDictionary<string, int> NotVerified, DateTimeOffset? Oldest)
{
    /// <summary>The daily audit that counted it, if there are too many links to count now; null if it was counted now.</summary>
    public DateTimeOffset? At { get; init; }
}

/// <summary>How the pipeline stands.</summary>
/// <param name="Checks">Messages on the checks queue.</param>
/// <param name="Alerts">Messages on the alerts queue.</param>
/// <param name="Poison">Messages that failed for good: <c>requeue</c> puts them back. Counted up to a thousand.</param>
/// <param name="ChangesInOutbox">Changes not yet moved to their sites, counted up to a thousand a shard.</param>
public sealed record PipelineStatus(long Checks, long Alerts, long Poison, int ChangesInOutbox)
{
    /// <summary>Alerts that are due and not delivered on every channel, counted up to a thousand.</summary>
    public int Undelivered { get; init; }

    /// <summary>Since when the oldest of them is due; null if there is none.</summary>
    public DateTimeOffset? OldestUndelivered { get; init; }

    /// <summary>Deliveries that failed for good: <c>requeue</c> puts them back. Counted up to a thousand.</summary>
    public int FailedDeliveries { get; init; }

    /// <summary>How far planning lies ahead of this machine's clock, in hours, if one of the two is wrong; else null.</summary>
    public double? ClockAheadHours { get; init; }
}

/// <summary>Counts links as pages come by, so that a million of them need no memory.</summary>
public sealed class StatusCount(Site site, DateTimeOffset now)
{
    private readonly SortedDictionary<string, int> statuses = [];
    private readonly SortedDictionary<string, int> notVerified = [];
    private readonly SortedDictionary<string, int> beingConfirmed = [];
    private int links;
    private int unverifiable;
    private int fast;
    private int verified;
    private bool anyNever;
    private DateTimeOffset? oldest;

    /// <summary>Links of which a worse status waits for confirmation, by that status.</summary>
    public IReadOnlyDictionary<string, int> BeingConfirmed => beingConfirmed;

    public void Add(TrackedLink link)
    {
        if (link.Role != TrackedRole.Link) return;
        link = FutureTimes.Forget(link, now);
        links++;
        Count(statuses, link.State.Status?.Name() ?? "pending");
        if (link.State.Candidate is { } candidate) Count(beingConfirmed, candidate.Status.Name());
        if (link.State.Unknown?.NotifiedUnverifiableAt is not null) unverifiable++;
        if (link.State.IsFast) fast++;

        var at = link.State.LastVerified;
        if (at is null) anyNever = true;
        else if (oldest is null || at < oldest) oldest = at;
        if (now - at <= 2 * link.Cadence.Period()) verified++;
        else Count(notVerified, link.LastReading?.Reasons is [var first, ..] ? first.Name() : "not-read");
    }

    public SiteStatus Report() => new()
    {
        Site = site.Id,
        Domains = site.Domains,
        Links = links,
        Statuses = statuses,
        Turning = beingConfirmed.Values.Sum(),
        Unverifiable = unverifiable,
        Fast = fast > 0 ? fast : null,
        Coverage = new Coverage(verified, notVerified, anyNever ? null : oldest),
    };

    private static void Count(SortedDictionary<string, int> counts, string name) => counts[name] = counts.GetValueOrDefault(name) + 1;
}

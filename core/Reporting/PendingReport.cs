using LinkWatch.Confirming;
using LinkWatch.Links;
using LinkWatch.Storage;

namespace LinkWatch.Reporting;

/// <summary>A change of a link that is being confirmed. The JSON of <c>pending</c>; docs/json.md describes it.</summary>
public sealed record PendingReport
{
    public required string Site { get; init; }

    public required string Id { get; init; }

    public required string Source { get; init; }

    public required string Target { get; init; }

    /// <summary>What is believed: a status, or <c>pending</c>.</summary>
    public required string From { get; init; }

    /// <summary>What the readings say instead.</summary>
    public required Status To { get; init; }

    public IReadOnlyList<Reason> Reasons { get; init; } = [];

    /// <summary>When the first of these readings was planned.</summary>
    public DateTimeOffset Since { get; init; }

    /// <summary>How many readings agree so far.</summary>
    public int Readings { get; init; }

    /// <summary>How many more must agree before it is believed.</summary>
    public int Missing { get; init; }

    /// <summary>When the last of these is planned at the earliest, unless it is confirmed fast.</summary>
    public DateTimeOffset NotBefore { get; init; }

    /// <summary>When the next is planned; null if it is being taken, or comes with the cadence.</summary>
    public DateTimeOffset? Next { get; init; }

    /// <summary>Whether the last reading was taken to confirm fast, for trying out; null if not.</summary>
    public bool? Fast { get; init; }

    /// <summary>Null if nothing is being confirmed.</summary>
    public static PendingReport? Of(PageRow page, TrackedLink link, ConfirmOptions windows)
    {
        if (link is not { Role: TrackedRole.Link, State.Candidate: { } candidate }) return null;
        var outstanding = Outstanding.Of(candidate, link.State.Flap, windows);
        return new()
        {
            Site = link.SiteId,
            Id = link.LinkId,
            Source = page.Url.Href,
            Target = link.Target.Url.Href,
            From = link.State.Status?.Name() ?? "pending",
            To = candidate.Status,
            Reasons = candidate.Reasons,
            Since = candidate.First,
            Readings = candidate.Readings,
            Missing = outstanding.Readings,
            NotBefore = outstanding.NotBefore,
            Next = page.RecheckKey is { } key ? Keys.RecheckDue(key) : null,
            Fast = link.LastReading is { IsFast: true } ? true : null,
        };
    }
}

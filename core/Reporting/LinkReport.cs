using LinkWatch.Confirming;
using LinkWatch.Links;
using LinkWatch.Storage;
using LinkWatch.Worth;

namespace LinkWatch.Reporting;

/// <summary>One tracked link with what is believed of it: a line of <c>export --json</c>; docs/json.md describes it.</summary>
public sealed record LinkReport
{
    public required string Site { get; init; }

    public required string Id { get; init; }

    public required string Source { get; init; }

    public required string Target { get; init; }

    public required MatchMode Match { get; init; }

    /// <summary>A status, or <c>pending</c>.</summary>
    public required string Status { get; init; }

    public IReadOnlyList<Reason> Reasons { get; init; } = [];

    public IReadOnlyList<string> Evidence { get; init; } = [];

    public DateTimeOffset? Since { get; init; }

    public DateTimeOffset? LastVerified { get; init; }

    /// <summary>What the last reading said, if it differs from what is believed.</summary>
    public string? Reading { get; init; }

    public bool Unverifiable { get; init; }

    /// <summary>Whether no alert reports it.</summary>
    public bool Muted { get; init; }

    public DateTimeOffset? MutedUntil { get; init; }

    /// <summary>Whether the status was confirmed fast, for trying out; null if not.</summary>
    public bool? Fast { get; init; }

    /// <summary>That its owner wrote about its loss; null if not.</summary>
    public LinkLetter? Letter { get; init; }

    public IReadOnlyList<string> Rel { get; init; } = [];

    public string? Anchor { get; init; }

    public Placement? Placement { get; init; }

    /// <summary>That of its page, as a code such as <c>en</c>; null if it isn't known.</summary>
    public string? Language { get; init; }

    /// <summary>From 0 to 100; of a lost link, what it was. Null until it was seen.</summary>
    public int? Worth { get; init; }

    /// <summary>What the worth is made of; null in lists of links.</summary>
    public IReadOnlyList<WorthPart>? WorthTerms { get; init; }

    public IReadOnlyList<string> Tags { get; init; } = [];

    public IReadOnlyList<string> ExpectedRel { get; init; } = [];

    public string? ExpectedAnchor { get; init; }

    public string? Cost { get; init; }

    public string? Contact { get; init; }

    public Acquired? Acquired { get; init; }

    public Money? Price { get; init; }

    /// <summary>The first and the last day that are paid for, in the site's time zone.</summary>
    public DateOnly? PaidFrom { get; init; }

    /// <inheritdoc cref="PaidFrom"/>
    public DateOnly? PaidUntil { get; init; }

    public Placement? AgreedPlacement { get; init; }

    public IReadOnlyDictionary<string, string> Notes { get; init; } = new Dictionary<string, string>();

    /// <summary>As the last change left it: nothing of it is read from its page.</summary>
    public static LinkReport Of(string siteId, LinkRow row, DateTimeOffset now) => new()
    {
        Site = siteId,
        Id = row.LinkId,
        Source = row.Link.Source.Href,
        Target = row.Link.Target.Url.Href,
        Match = row.Link.Target.Mode,
        Status = row.Status?.Name() ?? "pending",
        Reasons = row.Status is null ? [] : row.Reasons,
        Evidence = row.Evidence,
        Since = row.Status is null ? null : row.Since,
        Unverifiable = row.Unverifiable.Count > 0,
        Muted = row.IsMuted(now),
        MutedUntil = row.IsMuted(now) ? row.Mute?.Until : null,
        Fast = row.IsFast ? true : null,
        Letter = row.Letter,
        Rel = row.Detail?.Rel ?? [],
        Anchor = row.Detail?.Anchor,
        Placement = row.Detail?.Placement,
        Language = row.Topic?.Language,
        Worth = row.Worth?.Points,
        Tags = row.Link.Tags,
        ExpectedRel = row.Link.ExpectedRel,
        ExpectedAnchor = row.Link.ExpectedAnchor,
        Cost = row.Link.Cost ?? row.Link.Price?.ToString(),
        Contact = row.Link.Contact,
        Acquired = row.Link.Acquired,
        Price = row.Link.AgreedPrice,
        PaidFrom = row.Link.PaidFrom,
        PaidUntil = row.Link.PaidUntil,
        AgreedPlacement = row.Link.AgreedPlacement,
        Notes = row.Link.Notes,
    };

    /// <param name="siteId">Whose link it is.</param>
    /// <param name="row">As its owner lists it.</param>
    /// <param name="tracked">As it stands on its page; null if the page is gone from the store.</param>
    /// <param name="now">Whether it is muted then.</param>
    public static LinkReport Of(string siteId, LinkRow row, TrackedLink? tracked, DateTimeOffset now)
    {
        var state = tracked?.State ?? LinkState.Pending;
        var reading = tracked?.LastReading;
        return Of(siteId, row, now) with
        {
            Status = state.Status?.Name() ?? "pending",
            Reasons = state.Reasons,
            Since = state.Since,
            LastVerified = state.LastVerified,
            Reading = reading is not null && reading.Status != state.Status ? Words(reading) : null,
            Unverifiable = state.Unknown?.NotifiedUnverifiableAt is not null,
            Fast = state.IsFast ? true : null,
            Rel = state.Detail?.Rel ?? [],
            Anchor = state.Detail?.Anchor,
            Placement = state.Detail?.Placement,
        };
    }

    private static string Words(LinkReading reading) =>
        reading.Reasons.Count == 0
            ? reading.Status.Name()
            : $"{reading.Status.Name()}: {string.Join(' ', reading.Reasons.Select(reason => reason.Name()))}";
}

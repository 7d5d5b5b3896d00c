using LinkWatch.Urls;

namespace LinkWatch.Links;

/// <summary>A property whose backlinks are watched.</summary>
public sealed record Site
{
    /// <summary>Chosen by the owner: 1–63 of <c>a–z 0–9 -</c>.</summary>
    public required string Id { get; init; }

    /// <summary>The hosts that belong to the site; an import without a target column means the first.</summary>
    public required IReadOnlyList<string> Domains { get; init; }

    /// <summary>Who is told.</summary>
    public IReadOnlyList<string> Owners { get; init; } = [];

    /// <summary>Names of alert channels; empty means the outbox folder.</summary>
    public IReadOnlyList<string> Channels { get; init; } = [];

    public AlertPace AlertPace { get; init; } = AlertPace.Daily;

    public Cadence Cadence { get; init; } = Cadence.Daily;

    /// <summary>IANA name, such as <c>Europe/Vienna</c>.</summary>
    public string TimeZone { get; init; } = "UTC";

    /// <summary>No alert is delivered between these local times, or null.</summary>
    public QuietHours? QuietHours { get; init; }

    /// <summary>What a link without a target of its own leads to.</summary>
    public LinkTarget DefaultTarget() => new(WebUrl.Parse($"https://{Domains[0]}/"), MatchMode.Domain);
}

/// <summary>From <paramref name="From"/> (inclusive) to <paramref name="To"/> (exclusive), local to the site; may pass midnight.</summary>
public sealed record QuietHours(TimeOnly From, TimeOnly To);

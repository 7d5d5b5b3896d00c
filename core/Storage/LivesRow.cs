using System.Text.Json.Serialization;

namespace LinkWatch.Storage;

/// <summary>How a site's links came and went, and how long they last, as the last daily audit counted it. At most 16 KB.</summary>
/// <param name="At">When.</param>
/// <param name="Weeks">The latest last; it may not be over.</param>
/// <param name="Survival">Of all links, by placement, and by how they were acquired.</param>
public sealed record LivesRow(DateTimeOffset At, IReadOnlyList<LivesWeek> Weeks, IReadOnlyList<LivesGroup> Survival) : SiteRow
{
    [JsonIgnore]
    public override string RowKey => Keys.Lives;
}

/// <summary>Links that were new, and links that were lost, in a week that begins on <paramref name="Monday"/>.</summary>
public sealed record LivesWeek(DateOnly Monday, int New, int Lost);

/// <summary>How long a group of links lives.</summary>
/// <param name="Filter">Which they are, such as <c>followed,placement=content</c>.</param>
/// <param name="Links">That were followed.</param>
/// <param name="Lost">Of those.</param>
/// <param name="Points">At a few ages; null if there are too few links.</param>
/// <param name="Median">In days; null while more than half live.</param>
public sealed record LivesGroup(string Filter, int Links, int Lost, IReadOnlyList<SurvivalPoint>? Points, int? Median)
{
    /// <summary>Of all links: the curve, a point every two weeks.</summary>
    public IReadOnlyList<SurvivalPoint> Curve { get; init; } = [];
}

/// <summary>A point of a survival curve.</summary>
/// <param name="Days">After how many days.</param>
/// <param name="AtRisk">Links that were followed for so long.</param>
/// <param name="Share">That live longer, from 0 to 1.</param>
/// <param name="Low">The lower end of the interval; null while none or all were lost.</param>
/// <param name="High">The upper end.</param>
public sealed record SurvivalPoint(int Days, int AtRisk, double Share, double? Low, double? High);

using System.Text.Json.Serialization;
using LinkWatch.Links;
using LinkWatch.Urls;

namespace LinkWatch.Storage;

/// <summary>What happened to a site's links in a month, as the daily audit counted it. At most 40 KB.</summary>
/// <param name="First">The first day of the month, in the site's time zone.</param>
/// <param name="At">When it was counted: a month that was not over by then is counted again.</param>
public sealed record MonthRow(DateOnly First, DateTimeOffset At) : SiteRow
{
    /// <summary>Changes of each kind, by the name that the list of changes has for it. No count is 0.</summary>
    public IReadOnlyDictionary<string, int> Changes { get; init; } = new Dictionary<string, int>();

    /// <summary>Of the links whose first status was confirmed, those that were live.</summary>
    public int CameLive { get; init; }

    /// <summary>The latest changes of the kinds that a report lists, by kind.</summary>
    public IReadOnlyDictionary<string, IReadOnlyList<MonthChange>> Listed { get; init; } =
        new Dictionary<string, IReadOnlyList<MonthChange>>();

    [JsonIgnore]
    public override string RowKey => Keys.MonthOf(First);

    /// <summary>How many changes of a kind there were.</summary>
    public int CountOf(string kind) => Changes.GetValueOrDefault(kind);
}

/// <summary>A change that a report lists.</summary>
public sealed record MonthChange(string LinkId, WebUrl Source, DateTimeOffset At, Status? Status, IReadOnlyList<Reason> Reasons)
{
    /// <summary>The page's title.</summary>
    public string? Title { get; init; }

    /// <summary>When the link came back after that, within the month or later; null if it didn't. Found when the report is read.</summary>
    public DateTimeOffset? BackAt { get; init; }

    /// <summary>When it got worse again after it was back; null if it didn't.</summary>
    public DateTimeOffset? WorseAt { get; init; }
}

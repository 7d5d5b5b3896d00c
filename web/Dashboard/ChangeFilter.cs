using System.Globalization;
using LinkWatch.Months;
using LinkWatch.Storage;
using LinkWatch.Web.Dashboard.Serving;

namespace LinkWatch.Web.Dashboard;

/// <summary>Which of a site's changes are listed.</summary>
public sealed record ChangeFilter
{
    private const string Day = "yyyy-MM-dd";

    /// <summary>A day in any zone, and the one after it, are times that can be written.</summary>
    private const int FirstYear = 1970;
    private const int LastYear = 9998;

    /// <summary>Kinds as owners choose them.</summary>
    public static IReadOnlyList<ListedKind> Kinds => ChangeKinds.All;

    /// <summary>The name of one of <see cref="Kinds"/>.</summary>
    public string? Kind { get; init; }

    /// <summary>A host, or one above it.</summary>
    public string? Host { get; init; }

    /// <summary>Contained in the page's address or title, the target or the anchor, in any case.</summary>
    public string? Text { get; init; }

    /// <summary>The id of the incident that they are part of.</summary>
    public string? Incident { get; init; }

    /// <summary>The first day.</summary>
    public DateOnly? From { get; init; }

    /// <summary>The last day.</summary>
    public DateOnly? To { get; init; }

    /// <summary>Whether changes are left out that lie within the days.</summary>
    public bool IsLooking => Kind is not null || Host is not null || Text is not null || Incident is not null;

    public bool IsAny => !IsLooking && From is null && To is null;

    public static ChangeFilter Of(DashboardCall call) => new()
    {
        Kind = Kinds.Select(kind => kind.Name).FirstOrDefault(name => name == call.Query("kind")),
        Host = call.Query("host")?.ToLowerInvariant(),
        Text = call.Query("text"),
        Incident = call.Query("incident"),
        From = DayOf(call.Query("from")),
        To = DayOf(call.Query("to")),
    };

    public static string? Written(DateOnly? day) => day?.ToString(Day, CultureInfo.InvariantCulture);

    public bool Fits(HistoryRow row) =>
        (Kind is null || Kinds.First(kind => kind.Name == Kind).Fits(row))
        && (Incident is null || row.Change.Incident?.Incident.Id == Incident)
        && (Host is null || IsOf(row.Source.Host, Host))
        && (Text is null || new[]
            {
                row.Source.Href, row.Title, row.Target.Url.Href, row.Change.OldDetail?.Anchor, row.Change.NewDetail?.Anchor,
            }.Any(text => text?.Contains(Text, StringComparison.OrdinalIgnoreCase) == true));

    private static bool IsOf(string host, string above) =>
        host.EndsWith(above, StringComparison.Ordinal) && (host.Length == above.Length || host[^(above.Length + 1)] == '.');

    private static DateOnly? DayOf(string? text) =>
        DateOnly.TryParseExact(text, Day, CultureInfo.InvariantCulture, DateTimeStyles.None, out var day)
            && day.Year is >= FirstYear and <= LastYear
            ? day
            : null;
}

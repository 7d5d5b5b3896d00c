using LinkWatch.Links;

namespace LinkWatch.Alerting;

/// <summary>When an alert may go out. Pure.</summary>
public static class AlertTiming
{
    /// <summary>When an alert opened at <paramref name="openedAt"/> is due: after gathering, and not in the site's quiet hours.</summary>
    public static DateTimeOffset DueAt(Site site, DateTimeOffset openedAt, AlertOptions options) => AfterQuiet(site, openedAt + options.GatherFor);

    public static bool IsQuiet(Site site, DateTimeOffset at) => AfterQuiet(site, at) != at;

    private static DateTimeOffset AfterQuiet(Site site, DateTimeOffset at)
    {
        if (site.QuietHours is not { } quiet || quiet.From == quiet.To) return at;
        var zone = TimeZoneInfo.FindSystemTimeZoneById(site.TimeZone);
        var local = TimeZoneInfo.ConvertTime(at, zone).DateTime;
        if (!TimeOnly.FromDateTime(local).IsBetween(quiet.From, quiet.To)) return at;
        var end = local.Date + quiet.To.ToTimeSpan();
        if (end <= local) end = end.AddDays(1);

        // Where clocks spring forward, the quiet hours end with the hour that does not exist.
        while (zone.IsInvalidTime(end)) end = end.AddMinutes(15);
        return new DateTimeOffset(end, zone.GetUtcOffset(end)).ToUniversalTime();
    }
}

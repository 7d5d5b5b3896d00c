namespace LinkWatch.Links;

/// <summary>The time zones that sites name.</summary>
public static class SiteZone
{
    /// <summary>UTC for a zone that this machine doesn't know: a site may have been set up on another one.</summary>
    /// <param name="name">IANA name, as in <see cref="Site.TimeZone"/>.</param>
    public static TimeZoneInfo Of(string name) => TimeZoneInfo.TryFindSystemTimeZoneById(name, out var zone) ? zone : TimeZoneInfo.Utc;

    /// <summary>The day that it is there at a moment.</summary>
    public static DateOnly DayOf(TimeZoneInfo zone, DateTimeOffset at) =>
        DateOnly.FromDateTime(TimeZoneInfo.ConvertTime(at, zone).DateTime);
}

namespace LinkWatch.Links;

/// <summary>The time zones that sites name.</summary>
public static class SiteZone
{
    /// <summary>UTC for a zone that this machine doesn't know: a site may have been set up on another one.</summary>
    /// <param name="name">IANA name, as in <see cref="Site.TimeZone"/>.</param>
    public static TimeZoneInfo Of(string name) => TimeZoneInfo.TryFindSystemTimeZoneById(name, out var zone) ? zone : TimeZoneInfo.Utc;

    /// <summary>The first moment of a day there: where midnight comes twice because clocks fall back, the first one.</summary>
    public static DateTimeOffset StartOf(TimeZoneInfo zone, DateOnly day)
    {
        var midnight = day.ToDateTime(TimeOnly.MinValue);
        return zone.IsAmbiguousTime(midnight)
            ? new DateTimeOffset(midnight, zone.GetAmbiguousTimeOffsets(midnight).Max()).ToUniversalTime()
            : AtLocal(zone, midnight);
    }

    /// <summary>Where clocks spring forward, a time that does not exist is the end of the hour that is left out.</summary>
    public static DateTimeOffset AtLocal(TimeZoneInfo zone, DateTime local)
    {
        while (zone.IsInvalidTime(local)) local = local.AddMinutes(15);
        return new DateTimeOffset(local, zone.GetUtcOffset(local)).ToUniversalTime();
    }

    /// <summary>The day that it is there at a moment.</summary>
    public static DateOnly DayOf(TimeZoneInfo zone, DateTimeOffset at) =>
        DateOnly.FromDateTime(TimeZoneInfo.ConvertTime(at, zone).DateTime);
}

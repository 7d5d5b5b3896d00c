using System.Collections.Frozen;

namespace LinkWatch.Web.Dashboard.Parts;

/// <summary>The time zones that are offered; others can be typed.</summary>
public static class TimeZones
{
    private static readonly string[] Common =
    [
        "UTC", "Europe/London", "Europe/Paris", "Europe/Berlin", "Europe/Madrid", "Europe/Rome", "Europe/Vienna", "Europe/Warsaw",
        "Europe/Athens", "Europe/Istanbul", "Africa/Lagos", "Africa/Johannesburg", "Asia/Dubai", "Asia/Kolkata", "Asia/Singapore",
        "Asia/Shanghai", "Asia/Tokyo", "Australia/Sydney", "Pacific/Auckland", "America/New_York", "America/Chicago", "America/Denver",
        "America/Los_Angeles", "America/Toronto", "America/Mexico_City", "America/Sao_Paulo", "America/Argentina/Buenos_Aires",
    ];

    private static readonly FrozenSet<string> Areas = FrozenSet.ToFrozenSet(
        ["Africa", "America", "Antarctica", "Asia", "Atlantic", "Australia", "Europe", "Indian", "Pacific"], StringComparer.Ordinal);

    /// <summary>IANA names, the common ones first.</summary>
    public static IReadOnlyList<string> Offered { get; } =
    [
        .. Common.Concat(TimeZoneInfo.GetSystemTimeZones().Select(Name).Where(name => Areas.Contains(name.Split('/')[0]))
            .Order(StringComparer.Ordinal)).Distinct(StringComparer.Ordinal),
    ];

    /// <summary>Windows has names of its own.</summary>
    private static string Name(TimeZoneInfo zone) =>
        !zone.HasIanaId && TimeZoneInfo.TryConvertWindowsIdToIanaId(zone.Id, out var name) ? name : zone.Id;
}

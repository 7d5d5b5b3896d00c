using System.Globalization;
using LinkWatch.Links;

namespace LinkWatch.Alerting.Digests;

/// <summary>Writes times as a site's owner reads them.</summary>
internal sealed class SiteClock(Site site)
{
    private readonly TimeZoneInfo zone = SiteZone.Of(site.TimeZone);

    public DateTimeOffset In(DateTimeOffset at) => TimeZoneInfo.ConvertTime(at, zone);

    /// <summary>"Mon 5 Jan 2026, 09:30".</summary>
    public string Time(DateTimeOffset at) => Text(at, "ddd d MMM yyyy, HH:mm");

    /// <summary>"5 January".</summary>
    public string Date(DateTimeOffset at) => Text(at, "d MMMM");

    /// <summary>"5 January 2026".</summary>
    public string DateOfYear(DateTimeOffset at) => Text(at, "d MMMM yyyy");

    /// <summary>"Monday, 5 January 2026".</summary>
    public string LongDate(DateTimeOffset at) => Text(at, "dddd, d MMMM yyyy");

    private string Text(DateTimeOffset at, string form) => In(at).ToString(form, CultureInfo.InvariantCulture);
}

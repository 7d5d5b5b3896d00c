using System.Globalization;
using System.Text.RegularExpressions;
using LinkWatch.Alerting.Channels;
using LinkWatch.Links;
using LinkWatch.Urls;

namespace LinkWatch.Sites;

/// <summary>What an owner may say of a site, read from text: null if it cannot be.</summary>
public static class SiteFields
{
    private static readonly Regex SiteId = new(
        "^[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?$",
        RegexOptions.NonBacktracking | RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture);

    public static bool IsId(string text) => SiteId.IsMatch(text);

    /// <summary>A host, with or without its scheme: <c>example.com</c>.</summary>
    public static string? Domain(string text) =>
        WebUrl.TryParse(text.Contains("://", StringComparison.Ordinal) ? text : $"http://{text}/", out var url) && url.IsHttp
            && url.Path == "/" && url.Query.Length == 0
            ? url.Authority
            : null;

    public static string? Owner(string text) => MailAddresses.TryParse(text)?.Address;

    /// <summary>An IANA name, such as <c>Europe/Vienna</c>.</summary>
    public static string? TimeZone(string text) => TimeZoneInfo.TryFindSystemTimeZoneById(text, out var zone) ? zone.Id : null;

    /// <summary>Such as <c>22:00-07:00</c>.</summary>
    public static QuietHours? Quiet(string text) =>
        text.Split('-') is [var from, var to] && TimeOfDay(from) is { } start && TimeOfDay(to) is { } end && start != end
            ? new QuietHours(start, end)
            : null;

    /// <summary>A brand or money word.</summary>
    public static string? Word(string text) =>
        text.Length <= Site.MaxWordLength && text.Any(char.IsLetterOrDigit) ? text.Trim() : null;

    /// <summary>A domain without <c>www.</c> and port, whose links are never flagged or disavowed.</summary>
    public static string? Friend(string text) =>
        Domain(text) is { } host && WebUrl.TryParse($"http://{host}/", out var url) ? UrlIdentity.BareHost(url.HostSpan).ToString() : null;

    /// <summary>Days after which a letter is due to be followed up.</summary>
    public static int? FollowUpDays(string text) =>
        int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var days) && days is > 0 and <= Site.MaxFollowUpDays
            ? days
            : null;

    /// <summary>The start of a day in the site's time zone: <c>2026-05-01</c>.</summary>
    public static DateTimeOffset? StartOf(string text, Site site) =>
        DateOnly.TryParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day)
            ? StartOf(day, site)
            : null;

    /// <inheritdoc cref="StartOf(string, Site)"/>
    public static DateTimeOffset StartOf(DateOnly day, Site site) =>
        SiteZone.StartOf(SiteZone.Of(site.TimeZone), day);

    private static TimeOnly? TimeOfDay(string text) =>
        TimeOnly.TryParseExact(text.Trim(), "HH:mm", CultureInfo.InvariantCulture, DateTimeStyles.None, out var time) ? time : null;
}

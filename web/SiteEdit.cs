using LinkWatch.Links;
using LinkWatch.Sites;

namespace LinkWatch.Web;

/// <summary>Changes a site, property by property, and remembers the first problem.</summary>
/// <param name="site">The site before.</param>
/// <param name="channels">The alert channels that are configured.</param>
internal sealed class SiteEdit(Site site, IReadOnlyList<string> channels)
{
    private string? problem;

    public Site Site { get; private set; } = site;

    public void Set(string name, string text)
    {
        Site? changed = name.ToLowerInvariant() switch
        {
            "domains" => All(text, SiteFields.Domain) is { } domains ? Site with { Domains = domains } : null,
            "owners" => All(text, SiteFields.Owner) is { } owners ? Site with { Owners = owners } : null,
            "channels" => All(text, Channel) is { } names ? Site with { Channels = names } : null,
            "cadence" => KebabCase.Parse<Cadence>(text) is { } cadence ? Site with { Cadence = cadence } : null,
            "alertpace" => KebabCase.Parse<AlertPace>(text) is { } pace ? Site with { AlertPace = pace } : null,
            "weeklysummary" => KebabCase.Parse<SummaryDay>(text) is { } day ? Site with { WeeklySummary = day } : null,
            "timezone" => SiteFields.TimeZone(text) is { } zone ? Site with { TimeZone = zone } : null,
            "quiethours" => text == "none"
                ? Site with { QuietHours = null }
                : SiteFields.Quiet(text) is { } hours ? Site with { QuietHours = hours } : null,
            "id" => Site,
            _ => Unknown(name),
        };
        if (changed is null) problem ??= $"{name}: “{text}” is invalid; {Expected(name)}";
        else Site = changed;
    }

    /// <summary>
    /// The problem, or null. A new site uses every configured channel, unless mails are written to the outbox folder anyway.
    /// </summary>
    public string? Finish()
    {
        if (problem is not null) return problem;
        if (Site.Domains.Count == 0) return $"site {Site.Id} is new; name its domains, such as [\"example.com\"]";
        if (Site.Channels.Count > 0 || channels.Contains("outbox")) return null;
        if (channels.Count == 0)
            return "there is no alert channel: set LINKWATCH_SMTP_HOST, LINKWATCH_SENDGRID_KEY or LINKWATCH_WEBHOOK_URL first";
        Site = Site with { Channels = channels };
        return null;
    }

    private Site Unknown(string name)
    {
        problem ??= $"“{name}” is not one of domains, owners, channels, cadence, alertPace, weeklySummary, timeZone, quietHours";
        return Site;
    }

    private string? Channel(string name) => channels.Contains(name) ? name : null;

    private string Expected(string name) => name.ToLowerInvariant() switch
    {
        "domains" => "write them as example.com",
        "owners" => "write mail addresses",
        "channels" => $"available: {(channels.Count == 0 ? "none" : string.Join(", ", channels))}",
        "cadence" => $"use one of {string.Join(", ", Cadences.All.Select(cadence => cadence.Name()))}",
        "alertpace" => "use daily or immediate",
        "weeklysummary" => "use a day, such as monday, or off",
        "timezone" => "write it as Europe/Vienna",
        _ => "write it as 22:00-07:00, or none",
    };

    private static List<string>? All(string text, Func<string, string?> read)
    {
        var values = text.Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries).Select(read).ToList();
        return values.Contains(null) ? null : [.. values.OfType<string>().Distinct()];
    }
}

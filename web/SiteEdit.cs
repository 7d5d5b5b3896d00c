using System.Globalization;
using LinkWatch.Links;
using LinkWatch.Sites;

namespace LinkWatch.Web;

/// <summary>Changes a site, property by property, and remembers the first problem.</summary>
/// <param name="site">The site before.</param>
/// <param name="channels">The alert channels that are configured.</param>
internal sealed class SiteEdit(Site site, IReadOnlyList<string> channels)
{
    public const string On = "on";
    public const string Off = "off";

    private string? problem;

    public Site Site { get; private set; } = site;

    public void Set(SiteRequest request)
    {
        SetAll("domains", request.Domains);
        SetAll("owners", request.Owners);
        SetAll("channels", request.Channels);
        SetOne("cadence", request.Cadence);
        SetOne("alertPace", request.AlertPace);
        SetOne("weeklySummary", request.WeeklySummary);
        SetOne("timeZone", request.TimeZone);
        SetOne("quietHours", request.QuietHours?.Text);
        SetOne("monthlyReport", request.MonthlyReport is { } report ? report ? On : Off : null);
        SetOne("badge", request.Badge is { } badge ? badge ? On : Off : null);
        SetOne("asksBeforeTracking", request.AsksBeforeTracking is { } asks ? asks ? On : Off : null);
        SetOne("candidateVisits", request.CandidateVisits?.ToString(CultureInfo.InvariantCulture));
        SetOne("webmention", request.Webmention is { } webmention ? webmention ? On : Off : null);
        SetAll("brandWords", request.BrandWords);
        SetAll("moneyWords", request.MoneyWords);
        SetAll("friends", request.Friends);
        SetOne("followUpDays", request.FollowUpDays?.ToString(CultureInfo.InvariantCulture));
        if (request.WorthWeights is { } weights)
            SetWeights(weights.Select(weight => KeyValuePair.Create(weight.Key, weight.Value.ToString(CultureInfo.InvariantCulture))));

        void SetAll(string name, IReadOnlyList<string>? values)
        {
            if (values is not null) Set(name, values);
        }

        void SetOne(string name, string? text)
        {
            if (text is not null) Set(name, [text]);
        }
    }

    /// <summary>A property as a form has it: the values of a list between commas.</summary>
    public void Set(string name, string text) => Set(
        name,
        name is "domains" or "owners" or "channels" or "brandWords" or "moneyWords" or "friends"
            ? text.Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries)
            : [text]);

    /// <summary>How much each term of a link's worth counts; terms that are not named, as by default.</summary>
    public void SetWeights(IEnumerable<KeyValuePair<string, string>> written)
    {
        if (WorthWeights.TryRead(written, out var weights)) Site = Site with { WorthWeights = weights };
        else problem ??= $"worthWeights: {WorthWeights.Expected}";
    }

    private void Set(string name, IReadOnlyList<string> values)
    {
        var text = string.Join(", ", values);
        Site? changed = name switch
        {
            "domains" => All(values, SiteFields.Domain) is { } domains ? Site with { Domains = domains } : null,
            "owners" => All(values, SiteFields.Owner) is { } owners ? Site with { Owners = owners } : null,
            "channels" => All(values, Channel) is { } names ? Site with { Channels = names } : null,
            "cadence" => KebabCase.Parse<Cadence>(text) is { } cadence ? Site with { Cadence = cadence } : null,
            "alertPace" => KebabCase.Parse<AlertPace>(text) is { } pace ? Site with { AlertPace = pace } : null,
            "weeklySummary" => KebabCase.Parse<SummaryDay>(text) is { } day ? Site with { WeeklySummary = day } : null,
            "timeZone" => SiteFields.TimeZone(text) is { } zone ? Site with { TimeZone = zone } : null,
            "monthlyReport" => text is On or Off ? Site with { MonthlyReport = text == On } : null,
            "badge" => text is On or Off ? Site with { Badge = text == On } : null,
            "asksBeforeTracking" => text is On or Off ? Site with { AsksBeforeTracking = text == On } : null,
            "candidateVisits" => Visits(text) is { } visits ? Site with { CandidateVisits = visits } : null,
            "webmention" => text is On or Off ? Site with { Webmention = text == On } : null,
            "brandWords" => Words(values) is { } words ? Site with { BrandWords = words.Count == 0 ? null : words } : null,
            "moneyWords" => Words(values) is { } words ? Site with { MoneyWords = words.Count == 0 ? null : words } : null,
            "friends" => values.Count <= Site.MaxFriends && All(values, SiteFields.Friend) is { } friends
                ? Site with { Friends = friends.Count == 0 ? null : friends }
                : null,
            "followUpDays" => SiteFields.FollowUpDays(text) is { } days
                ? Site with { FollowUpDays = days == Site.DefaultFollowUpDays ? null : days }
                : null,
            _ => text == "none"
                ? Site with { QuietHours = null }
                : SiteFields.Quiet(text) is { } hours ? Site with { QuietHours = hours } : null,
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

    private string? Channel(string name) => channels.Contains(name) ? name : null;

    private string Expected(string name) => name switch
    {
        "domains" => "write them as example.com",
        "owners" => "write mail addresses",
        "channels" => $"available: {(channels.Count == 0 ? "none" : string.Join(", ", channels))}",
        "cadence" => $"use one of {string.Join(", ", Cadences.All.Select(cadence => cadence.Name()))}",
        "alertPace" => "use daily or immediate",
        "weeklySummary" => "use a day, such as monday, or off",
        "timeZone" => "write it as Europe/Vienna",
        "badge" or "monthlyReport" or "asksBeforeTracking" or "webmention" => $"use {On} or {Off}",
        "candidateVisits" => $"use a whole number from 0 to {Site.MaxVisits}",
        "brandWords" or "moneyWords" =>
            $"at most {Site.MaxWords}, each with a letter or digit and of {Site.MaxWordLength} characters at most",
        "friends" => $"write domains, such as partner.example, at most {Site.MaxFriends}",
        "followUpDays" => $"use a whole number from 1 to {Site.MaxFollowUpDays}",
        _ => "write it as 22:00-07:00, or none",
    };

    private static int? Visits(string text) =>
        int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var visits) && visits <= Site.MaxVisits ? visits : null;

    private static List<string>? Words(IReadOnlyList<string> texts) => texts.Count <= Site.MaxWords ? All(texts, SiteFields.Word) : null;

    private static List<string>? All(IReadOnlyList<string> texts, Func<string, string?> read)
    {
        var values = texts.Select(text => read(text.Trim())).ToList();
        return values.Contains(null) ? null : [.. values.OfType<string>().Distinct()];
    }
}

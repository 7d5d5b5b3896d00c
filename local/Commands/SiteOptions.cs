using System.CommandLine;
using LinkWatch.Links;

namespace LinkWatch.Local.Commands;

/// <summary>A setting of a site as an option of <c>site set</c>.</summary>
/// <param name="Option">As it is typed.</param>
/// <param name="Apply">The site with what was typed; the same site if nothing was. Throws <see cref="UsageException"/>.</param>
internal sealed record SiteOption(Option Option, Func<Site, ParseResult, OpenPipeline, Site> Apply);

/// <summary>The settings of a site that <c>site set</c> changes, in the order of its help.</summary>
internal static class SiteOptions
{
    public const string Domain = "--domain";
    public const string Badge = "--badge";
    public const string Webmention = "--webmention";

    public static IReadOnlyList<SiteOption> All { get; } =
    [
        Many(Domain, "HOST", "A domain of the site; the first is the main one. Repeatable.",
            (site, hosts) => site with { Domains = [.. hosts.Select(SiteValues.Domain)] }),
        Many("--owner", "ADDRESS", "An owner's e-mail address. Repeatable.",
            (site, addresses) => site with { Owners = [.. addresses.Select(SiteValues.Owner)] }),
        Many("--channel", "NAME",
            "How alerts are sent: outbox (the default), smtp, sendgrid, webhook, slack, teams, discord or ntfy. Repeatable.",
            (site, names, pipeline) => site with { Channels = SiteValues.Channels(names, pipeline) }),
        One("--alerts", "PACE", "How often you get alerts: daily (at most one mail a day, the default) or immediate.",
            (site, pace) => site with { AlertPace = SiteValues.Pace(pace) }),
        One("--weekly-summary", "DAY",
            "On which day you get a summary if a week passes without any other mail: monday (the default) to sunday, or off.",
            (site, day) => site with { WeeklySummary = SiteValues.Summary(day) }),
        One("--monthly-report", "ON-OFF", "Whether owners get the report of each month when it is over: on or off (the default).",
            (site, onOrOff) => site with { MonthlyReport = SiteValues.IsOn("--monthly-report", onOrOff) }),
        One("--cadence", "CADENCE", "How often each page is visited: hourly, six-hourly, twice-daily, daily (the default) or weekly.",
            (site, cadence) => site with { Cadence = SiteValues.Cadence(cadence) }),
        One("--time-zone", "ZONE", "The time zone, such as Europe/Vienna (default UTC).",
            (site, zone) => site with { TimeZone = SiteValues.Zone(zone) }),
        One("--quiet", "FROM-TO", "No alerts between these local times, such as 22:00-07:00; none switches it off.",
            (site, hours) => site with { QuietHours = SiteValues.Quiet(hours) }),
        One(Badge, "ON-OFF",
            "Whether a picture with the number of live links is offered to whoever has its address: on or off (the default).",
            (site, onOrOff) => site with { Badge = SiteValues.IsOn(Badge, onOrOff) }),
        Many("--brand-word", "NAME", "A name of the site beside its domain, for its profile; none removes them. Repeatable.",
            (site, words) => site with { BrandWords = SiteValues.Words("--brand-word", words) }),
        Many("--money-word", "WORDS", "What the site wants to be found for, for its profile; none removes them. Repeatable.",
            (site, words) => site with { MoneyWords = SiteValues.Words("--money-word", words) }),
        Many("--friend", "HOST", "A domain whose links are never flagged nor disavowed; none removes them. Repeatable.",
            (site, hosts) => site with { Friends = SiteValues.Friends(hosts) }),
        One("--follow-up-days", "DAYS",
            "After how many days a letter about a lost link is due to be followed up (7 unless you say otherwise).",
            (site, days) => site with { FollowUpDays = SiteValues.FollowUp(days) }),
        Many("--worth", "TERM=WEIGHT",
            "How much a term counts in a link's worth, such as authority=40; the others keep their weight. "
                + "0 switches a term off, and default sets all back. Repeatable.",
            (site, weights) => site with { WorthWeights = SiteValues.Weights(weights, site) }),
        One("--discovered", "TRACK-ASK",
            "What is done with links that LinkWatch discovers: track (the default), or ask: they wait in the inbox.",
            (site, action) => site with { AsksBeforeTracking = SiteValues.Asks(action) }),
        One("--visits", "N",
            $"How many pages that may link to the site are visited a day at most (default {Site.UsualVisits}).",
            (site, max) => site with { CandidateVisits = CommonOptions.Number("--visits", max, 0, Site.MaxVisits) }),
        One(Webmention, "ON-OFF", "Whether anyone may name a page that links to the site, by Webmention: on or off (the default).",
            (site, onOrOff) => site with { Webmention = SiteValues.IsOn(Webmention, onOrOff) }),
    ];

    private static SiteOption One(string name, string help, string description, Func<Site, string, Site> change)
    {
        var option = new Option<string?>(name) { Description = description, HelpName = help };
        return new SiteOption(option, (site, parsed, _) => parsed.GetValue(option) is { } text ? change(site, text) : site);
    }

    private static SiteOption Many(string name, string help, string description, Func<Site, string[], Site> change) =>
        Many(name, help, description, (site, texts, _) => change(site, texts));

    private static SiteOption Many(
        string name, string help, string description, Func<Site, string[], OpenPipeline, Site> change)
    {
        var option = new Option<string[]>(name) { Description = description, HelpName = help };
        return new SiteOption(
            option,
            (site, parsed, pipeline) => parsed.GetValue(option) is { Length: > 0 } texts ? change(site, texts, pipeline) : site);
    }
}

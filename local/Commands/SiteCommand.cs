using System.CommandLine;
using System.Globalization;
using LinkWatch.Hosting.Settings;
using LinkWatch.Links;
using LinkWatch.Local.Settings;
using LinkWatch.Sites;
using LinkWatch.Urls;
using LinkWatch.Web.Badges;
using LinkWatch.Web.Discovery;
using Spectre.Console;

namespace LinkWatch.Local.Commands;

/// <summary><c>site set|list|remove</c>: manages the sites whose backlinks are tracked.</summary>
internal static class SiteCommand
{
    public static Command Create(CommandContext context) => new("site", "Manages the sites whose backlinks are tracked.")
    {
        Set(context),
        List(context),
        Remove(context),
    };

    private static Command Set(CommandContext context)
    {
        var id = new Argument<string>("ID") { Description = "A short name: a–z, 0–9 and -." };
        var domains = new Option<string[]>("--domain")
        {
            Description = "A domain of the site; the first is the main one. Repeatable.",
            HelpName = "HOST"
        };
        var owners = new Option<string[]>("--owner") { Description = "An owner's e-mail address. Repeatable.", HelpName = "ADDRESS" };
        var channels = new Option<string[]>("--channel")
        {
            Description = "How alerts are sent: outbox (the default), smtp, sendgrid, webhook, slack, teams, discord or ntfy. Repeatable.",
            HelpName = "NAME"
        };
        var cadence = new Option<string?>("--cadence")
        {
            Description = "How often each page is visited: hourly, six-hourly, twice-daily, daily, weekly.",
            HelpName = "CADENCE"
        };
        var pace = new Option<string?>("--alerts")
        {
            Description = "How often you get alerts: daily (at most one mail a day, the default) or immediate.",
            HelpName = "PACE"
        };
        var zone = new Option<string?>("--time-zone") { Description = "The time zone, such as Europe/Vienna.", HelpName = "ZONE" };
        var quiet = new Option<string?>("--quiet")
        {
            Description = "No alerts between these local times, such as 22:00-07:00; none switches it off.",
            HelpName = "FROM-TO"
        };
        var summary = new Option<string?>("--weekly-summary")
        {
            Description = "On which day you get a summary if a week passes without any other mail: monday (the default) to sunday, or off.",
            HelpName = "DAY"
        };
        var report = new Option<string?>("--monthly-report")
        {
            Description = "Whether owners get the report of each month when it is over: on or off.",
            HelpName = "ON"
        };
        var badge = new Option<string?>("--badge")
        {
            Description = "Whether a picture with the number of live links is offered to whoever has its address: on or off (the default).",
            HelpName = "ON-OFF"
        };
        var brand = new Option<string[]>("--brand-word")
        {
            Description = "A name of the site beside its domain, for its profile; none removes them. Repeatable.",
            HelpName = "NAME"
        };
        var money = new Option<string[]>("--money-word")
        {
            Description = "What the site wants to be found for, for its profile; none removes them. Repeatable.",
            HelpName = "WORDS"
        };
        var friends = new Option<string[]>("--friend")
        {
            Description = "A domain whose links are never flagged nor disavowed; none removes them. Repeatable.",
            HelpName = "HOST"
        };
        var followUp = new Option<string?>("--follow-up-days")
        {
            Description = "After how many days a letter about a lost link is due to be followed up (7 unless you say otherwise).",
            HelpName = "DAYS"
        };
        var worth = new Option<string[]>("--worth")
        {
            Description = "How much a term counts in a link's worth, such as authority=40; the others keep their weight. "
                + "0 switches a term off, and default sets all back. Repeatable.",
            HelpName = "TERM=WEIGHT"
        };
        var track = new Option<string?>("--discovered")
        {
            Description = "What is done with links that LinkWatch discovers: track (the default), or ask: they wait in the inbox.",
            HelpName = "TRACK-ASK"
        };
        var visits = new Option<string?>("--visits")
        {
            Description = $"How many pages that may link to the site are visited a day at most (default {Site.UsualVisits}).",
            HelpName = "N"
        };
        var webmention = new Option<string?>("--webmention")
        {
            Description = "Whether anyone may name a page that links to the site, by Webmention: on or off (the default).",
            HelpName = "ON-OFF"
        };
        var command = new Command("set", "Adds a site, or changes its settings.")
        {
            id, domains, owners, channels, pace, summary, report, cadence, zone, quiet, badge, brand, money, friends, followUp, worth,
            track, visits, webmention,
            CommonOptions.Data, CommonOptions.Storage
        };
        command.SetAction(async (parsed, cancellationToken) =>
        {
            await using var pipeline = await context.OpenAsync(parsed, cancellationToken);
            var name = parsed.GetRequiredValue(id);
            if (!SiteFields.IsId(name)) throw new UsageException($"'{name}' is not a valid site id; use 1 to 63 of a–z, 0–9 and -");
            var saved = await pipeline.Get<SiteChange>().SaveAsync(
                name, before => Changed(before ?? new Site { Id = name, Domains = [] }), cancellationToken);
            var (site, isNew) = saved!.Value;
            await context.Io.Out.WriteLineAsync($"{(isNew ? "Added" : "Changed")} site {site.Id} "
                + $"({string.Join(", ", site.Domains)}), visited {site.Cadence.Name()}, alerts by "
                + $"{string.Join(", ", LinkWatch.Alerting.AlertSealer.ChannelsOf(site))}.{ReadAs(parsed.GetValue(domains) ?? [])}");
            if (site.Webmention && parsed.GetValue(webmention) is not null)
                await context.Io.Out.WriteLineAsync(WebmentionOf(site, context.Settings(parsed)));
            if (site.Badge && parsed.GetValue(badge) is not null)
                await context.Io.Out.WriteLineAsync(BadgeOf(site, context.Settings(parsed)));
            return CommandLine.Done;

            Site Changed(Site site)
            {
                if (parsed.GetValue(domains) is { Length: > 0 } hosts) site = site with { Domains = [.. hosts.Select(DomainOf)] };
                if (parsed.GetValue(owners) is { Length: > 0 } addresses) site = site with { Owners = [.. addresses.Select(AddressOf)] };
                if (parsed.GetValue(channels) is { Length: > 0 } names) site = site with { Channels = ChannelsOf(names, pipeline) };
                if (parsed.GetValue(cadence) is { } often) site = site with { Cadence = CadenceOf(often) };
                if (parsed.GetValue(pace) is { } howOften) site = site with { AlertPace = PaceOf(howOften) };
                if (parsed.GetValue(zone) is { } place) site = site with { TimeZone = ZoneOf(place) };
                if (parsed.GetValue(summary) is { } day) site = site with { WeeklySummary = SummaryOf(day) };
                if (parsed.GetValue(quiet) is { } hours) site = site with { QuietHours = QuietOf(hours) };
                if (parsed.GetValue(badge) is { } onOrOff) site = site with { Badge = IsOn(onOrOff, "--badge") };
                if (parsed.GetValue(report) is { } mailed) site = site with { MonthlyReport = IsOn(mailed, "--monthly-report") };
                if (parsed.GetValue(brand) is { Length: > 0 } ours) site = site with { BrandWords = WordsOf("--brand-word", ours) };
                if (parsed.GetValue(money) is { Length: > 0 } wanted) site = site with { MoneyWords = WordsOf("--money-word", wanted) };
                if (parsed.GetValue(friends) is { Length: > 0 } known) site = site with { Friends = FriendsOf(known) };
                if (parsed.GetValue(followUp) is { } days) site = site with { FollowUpDays = FollowUpOf(days) };
                if (parsed.GetValue(worth) is { Length: > 0 } weights) site = site with { WorthWeights = WeightsOf(weights, site) };
                if (parsed.GetValue(track) is { } whenFound) site = site with { AsksBeforeTracking = Asks(whenFound) };
                if (parsed.GetValue(visits) is { } most)
                    site = site with { CandidateVisits = CommonOptions.Number(visits, most, 0, Site.MaxVisits) };
                if (parsed.GetValue(webmention) is { } mentions) site = site with { Webmention = IsOn(mentions, "--webmention") };
                return site.Domains.Count > 0
                    ? site
                    : throw new UsageException($"site '{name}' is new; name its domain with --domain HOST");
            }
        });
        return command;
    }

    private static Command List(CommandContext context)
    {
        var command = new Command("list", "Lists the sites.") { CommonOptions.Data, CommonOptions.Storage, CommonOptions.Json };
        command.SetAction(async (parsed, cancellationToken) =>
        {
            await using var pipeline = await context.OpenAsync(parsed, cancellationToken);
            var sites = (await pipeline.Sites.ListSitesAsync(cancellationToken)).Select(site => site.Row).ToList();
            if (parsed.GetValue(CommonOptions.Json))
            {
                foreach (var site in sites) await context.Io.Out.WriteLineAsync(Json.Write(site));
                return CommandLine.Done;
            }

            var table = Terminal.Table("site", "domains", "owners", "settings");
            foreach (var site in sites)
            {
                table.AddRow(
                    Terminal.Escape(site.Id),
                    Lines(site.Domains),
                    Lines(site.Owners),
                    Lines(
                    [
                        $"visited {site.Cadence.Name()}",
                        $"alerts {site.AlertPace.Name()} by {string.Join(", ", LinkWatch.Alerting.AlertSealer.ChannelsOf(site))}",
                        $"weekly summary {site.WeeklySummary.Name()}",
                        .. site.MonthlyReport ? ["monthly report on"] : Array.Empty<string>(),
                        .. site.Badge ? ["badge on"] : Array.Empty<string>(),
                        .. site.WorthWeights is { } weights
                            ? [$"worth {string.Join(", ", weights.Select(weight => $"{weight.Key.Name()}={weight.Value}"))}"]
                            : Array.Empty<string>(),
                        site.QuietHours is { } quiet ? $"{site.TimeZone}, quiet {quiet.From:HH:mm}–{quiet.To:HH:mm}" : site.TimeZone,
                    ]));
            }

            new Terminal(context.Io).Write(table);
            return CommandLine.Done;
        });
        return command;
    }

    private static Command Remove(CommandContext context)
    {
        var id = new Argument<string>("ID");
        var command = new Command("remove", "Stops tracking a site and deletes its data.")
        {
            id, CommonOptions.Data, CommonOptions.Storage
        };
        command.SetAction(async (parsed, cancellationToken) =>
        {
            await using var pipeline = await context.OpenAsync(parsed, cancellationToken);
            var site = await pipeline.SiteAsync(parsed.GetRequiredValue(id), cancellationToken);
            var (removed, _) = await pipeline.Get<SiteRemoval>().RemoveAsync(site.Id, int.MaxValue, cancellationToken);
            await context.Io.Out.WriteLineAsync($"Removed site {site.Id} with {Counted.Of(removed, "link")}.");
            return CommandLine.Done;
        });
        return command;
    }

    private static string Lines(IEnumerable<string> lines) => string.Join('\n', lines.Select(Terminal.Escape));

    private static string DomainOf(string text) => SiteFields.Domain(text)
        ?? (WebUrl.TryParse(text, out var url) && url.IsHttp && url.Host.Length > 0 ? url.Authority : null)
        ?? throw new UsageException($"--domain: '{text}' is not a host name; write it as example.com");

    private static string ReadAs(IReadOnlyList<string> hosts)
    {
        var addresses = hosts.Where(host => host.Contains('/', StringComparison.Ordinal)).ToList();
        return addresses.Count == 0 ? "" : $" Of {string.Join(", ", addresses)} only the host counts: a site is a whole domain.";
    }

    private static string AddressOf(string text) =>
        SiteFields.Owner(text) ?? throw new UsageException($"--owner: '{text}' is not a mail address");

    private static List<string> ChannelsOf(string[] names, OpenPipeline pipeline)
    {
        var known = pipeline.Get<IEnumerable<LinkWatch.Alerting.Delivery.IAlertChannel>>().Select(channel => channel.Name).ToList();
        var unknown = names.FirstOrDefault(name => !known.Contains(name));
        if (unknown is null) return [.. names.Distinct()];
        throw new UsageException(Setting.NeededBy(unknown) is { } setting
            ? $"--channel {unknown}: set {setting.Name} first"
            : $"--channel: there is no '{unknown}'; use one of {string.Join(", ", Setting.Channels.Select(channel => known.Contains(channel)
                ? channel
                : $"{channel} (after setting {Setting.NeededBy(channel)!.Name})"))}");
    }

    private static Cadence CadenceOf(string text) =>
        KebabCase.Parse<Cadence>(text) ?? throw new UsageException(
            $"--cadence: '{text}' is not one of {string.Join(", ", Cadences.All.Select(cadence => cadence.Name()))}");

    private static AlertPace PaceOf(string text) =>
        KebabCase.Parse<AlertPace>(text) ?? throw new UsageException($"--alerts: '{text}' is neither daily nor immediate");

    private static SummaryDay SummaryOf(string text) => KebabCase.Parse<SummaryDay>(text)
        ?? throw new UsageException($"--weekly-summary: '{text}' is neither a day, such as monday, nor off");

    private static string ZoneOf(string text) =>
        SiteFields.TimeZone(text) ?? throw new UsageException($"--time-zone: '{text}' is not a time zone; write it as Europe/Vienna");

    /// <summary>The keys of a storage account's host are not in the data folder.</summary>
    private static string BadgeOf(Site site, LocalSettings settings) =>
        settings.PublicUrl is { } root && (settings.Storage is null || settings.SigningKeys is not null)
            ? $"Its badge: {new BadgeLinks(SigningKeyFile.Of(settings)).For(root, site.Id)}"
            : "The dashboard shows the badge's address, under Settings.";

    private static string WebmentionOf(Site site, LocalSettings settings) => settings.PublicUrl is { } root
        ? $"Its Webmentions: <link rel=\"webmention\" href=\"{WebmentionEndpoint.At(root, site.Id)}\">"
        : "The dashboard shows the address for Webmentions, under Discovery.";

    private static bool IsOn(string text, string option) => text switch
    {
        "on" => true,
        "off" => false,
        _ => throw new UsageException($"{option}: '{text}' is neither on nor off"),
    };

    private static bool Asks(string text) => text switch
    {
        "ask" => true,
        "track" => false,
        _ => throw new UsageException($"--discovered: '{text}' is neither track nor ask"),
    };

    private static IReadOnlyList<string>? WordsOf(string option, string[] texts)
    {
        if (texts is ["none"]) return null;
        var words = texts.Select(SiteFields.Word).OfType<string>().ToList();
        return words.Count == texts.Length && words.Count <= Site.MaxWords
            ? words
            : throw new UsageException(
                $"{option}: at most {Site.MaxWords}, each with a letter or digit and of {Site.MaxWordLength} characters at most");
    }

    private static IReadOnlyList<string>? FriendsOf(string[] texts)
    {
        if (texts is ["none"]) return null;
        var wrong = texts.FirstOrDefault(text => SiteFields.Friend(text) is null);
        if (wrong is not null) throw new UsageException($"--friend: '{wrong}' is not a domain; write it as partner.example");
        return texts.Length <= Site.MaxFriends
            ? [.. texts.Select(SiteFields.Friend).OfType<string>().Distinct()]
            : throw new UsageException($"--friend: at most {Site.MaxFriends}");
    }

    private static int? FollowUpOf(string text) => SiteFields.FollowUpDays(text) is { } days
        ? days == Site.DefaultFollowUpDays ? null : days
        : throw new UsageException($"--follow-up-days: '{text}' is not a whole number from 1 to {Site.MaxFollowUpDays}");
    private static IReadOnlyDictionary<WorthTerm, int>? WeightsOf(string[] texts, Site site)
    {
        if (texts is ["default"]) return null;
        var written = texts.Select(text => text.Split('=', 2))
            .Select(parts => KeyValuePair.Create(parts[0], parts.ElementAtOrDefault(1) ?? ""));
        var kept = WorthTerms.All.Select(term => KeyValuePair.Create(
            term.Name(), site.WorthWeights.WeightOf(term).ToString(CultureInfo.InvariantCulture)));
        return WorthWeights.TryRead(kept.Concat(written), out var weights)
            ? weights
            : throw new UsageException($"--worth: write TERM=WEIGHT, or default; {WorthWeights.Expected}");
    }

    private static QuietHours? QuietOf(string text) => text == "none"
        ? null
        : SiteFields.Quiet(text)
            ?? throw new UsageException($"--quiet: '{text}' is not a time range; write it as 22:00-07:00, or none");
}

using System.Globalization;
using LinkWatch.Alerting.Delivery;
using LinkWatch.Hosting.Settings;
using LinkWatch.Links;
using LinkWatch.Sites;
using LinkWatch.Urls;

namespace LinkWatch.Local.Commands;

/// <summary>What is typed for a site's settings. Each throws <see cref="UsageException"/> if the text is no such value.</summary>
internal static class SiteValues
{
    public static string Domain(string text) => SiteFields.Domain(text)
        ?? (WebUrl.TryParse(text, out var url) && url.IsHttp && url.Host.Length > 0 ? url.Authority : null)
        ?? throw new UsageException($"--domain: '{text}' is not a host name; write it as example.com");

    public static string Owner(string text) =>
        SiteFields.Owner(text) ?? throw new UsageException($"--owner: '{text}' is not a mail address");

    public static List<string> Channels(string[] names, OpenPipeline pipeline)
    {
        var known = pipeline.Get<IEnumerable<IAlertChannel>>().Select(channel => channel.Name).ToList();
        var unknown = names.FirstOrDefault(name => !known.Contains(name));
        if (unknown is null) return [.. names.Distinct()];
        throw new UsageException(Setting.NeededBy(unknown) is { } setting
            ? $"--channel {unknown}: set {setting.Name} first"
            : $"--channel: there is no '{unknown}'; use one of {string.Join(", ", Setting.Channels.Select(channel => known.Contains(channel)
                ? channel
                : $"{channel} (after setting {Setting.NeededBy(channel)!.Name})"))}");
    }

    public static Cadence Cadence(string text) =>
        KebabCase.Parse<Cadence>(text) ?? throw new UsageException(
            $"--cadence: '{text}' is not one of {string.Join(", ", Cadences.All.Select(cadence => cadence.Name()))}");

    public static AlertPace Pace(string text) =>
        KebabCase.Parse<AlertPace>(text) ?? throw new UsageException($"--alerts: '{text}' is neither daily nor immediate");

    public static SummaryDay Summary(string text) => KebabCase.Parse<SummaryDay>(text)
        ?? throw new UsageException($"--weekly-summary: '{text}' is neither a day, such as monday, nor off");

    public static string Zone(string text) =>
        SiteFields.TimeZone(text) ?? throw new UsageException($"--time-zone: '{text}' is not a time zone; write it as Europe/Vienna");

    public static bool IsOn(string option, string text) => text.ToLowerInvariant() switch
    {
        "on" => true,
        "off" => false,
        _ => throw new UsageException($"{option}: '{text}' is neither on nor off"),
    };

    public static bool Asks(string text) => text switch
    {
        "ask" => true,
        "track" => false,
        _ => throw new UsageException($"--discovered: '{text}' is neither track nor ask"),
    };

    public static IReadOnlyList<string>? Words(string option, string[] texts)
    {
        if (texts is ["none"]) return null;
        var words = texts.Select(SiteFields.Word).OfType<string>().ToList();
        return words.Count == texts.Length && words.Count <= Site.MaxWords
            ? words
            : throw new UsageException(
                $"{option}: at most {Site.MaxWords}, each with a letter or digit and of {Site.MaxWordLength} characters at most");
    }

    public static IReadOnlyList<string>? Friends(string[] texts)
    {
        if (texts is ["none"]) return null;
        var wrong = texts.FirstOrDefault(text => SiteFields.Friend(text) is null);
        if (wrong is not null) throw new UsageException($"--friend: '{wrong}' is not a domain; write it as partner.example");
        return texts.Length <= Site.MaxFriends
            ? [.. texts.Select(SiteFields.Friend).OfType<string>().Distinct()]
            : throw new UsageException($"--friend: at most {Site.MaxFriends}");
    }

    public static int? FollowUp(string text) => SiteFields.FollowUpDays(text) is { } days
        ? days == Site.DefaultFollowUpDays ? null : days
        : throw new UsageException($"--follow-up-days: '{text}' is not a whole number from 1 to {Site.MaxFollowUpDays}");

    public static IReadOnlyDictionary<WorthTerm, int>? Weights(string[] texts, Site site)
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

    public static QuietHours? Quiet(string text) => text == "none"
        ? null
        : SiteFields.Quiet(text)
            ?? throw new UsageException($"--quiet: '{text}' is not a time range; write it as 22:00-07:00, or none");
}

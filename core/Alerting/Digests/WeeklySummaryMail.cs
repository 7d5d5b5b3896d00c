using LinkWatch.Links;
using LinkWatch.Storage;

namespace LinkWatch.Alerting.Digests;

/// <summary>The mail of a week without news. Pure.</summary>
public static class WeeklySummaryMail
{
    private static readonly (string Status, Tone Tone, string Words)[] Tiles =
    [
        ("live", Tone.Back, "live"),
        ("nofollow", Tone.Nofollow, "nofollow"),
        ("unindexed", Tone.Unindexed, "not indexable"),
        ("lost", Tone.Lost, "lost before"),
        ("pending", Tone.Plain, "not confirmed yet"),
    ];

    /// <param name="site">Whose backlinks.</param>
    /// <param name="coverage">As counted on the last days, the latest first; not empty.</param>
    /// <param name="lastMail">When the last mail was sealed.</param>
    /// <param name="undelivered">Earlier alerts that could not be delivered.</param>
    /// <param name="now">When the mail is sealed.</param>
    /// <param name="dashboard">Where owners reach it; null if they can't.</param>
    /// <param name="letters">What became of letters about lost links; null for none.</param>
    /// <param name="discovered">Links that nobody listed, found since; null if there are none.</param>
    public static MailText Compose(
        Site site, IReadOnlyList<CoverageRow> coverage, DateTimeOffset lastMail, IReadOnlyList<DeliveryRow> undelivered, DateTimeOffset now,
        DashboardLinks? dashboard = null, LetterNews? letters = null, DiscoveredLinks? discovered = null)
    {
        var counted = coverage[0];
        var clock = new SiteClock(site);
        var live = $"{counted.Statuses.GetValueOrDefault("live")} of {Counted.Of(counted.Links, "link")} live";
        var news = discovered?.Gist ?? "No news this week";
        return new MailModel(
            $"{news}, {live}: {site.Domains[0]}",
            $"{site.Domains[0]}: {(discovered is null ? "nothing" : "nothing else")} to report since {clock.Date(lastMail)}. {live}, "
                + $"as counted on {clock.Time(counted.At)}.",
            [
                .. discovered is null ? Array.Empty<MailSection>() : [discovered.Section(site, dashboard)],
                .. Sections(site, counted),
                .. Letters(letters),
                .. UndeliveredMail.Sections(site, undelivered),
            ],
            $"You get this mail if a week passes without any other. To stop it: linkwatch site set {site.Id} --weekly-summary off"
                + (dashboard is null ? $"\nAll links: linkwatch export --site {site.Id}" : ""))
        {
            Headline = $"{news}, {live}",
            Dateline = $"{site.Domains[0]}, {clock.LongDate(now)}",
            Tiles = [.. Tiles.Where(tile => counted.Statuses.ContainsKey(tile.Status))
                .Select(tile => new MailTile(tile.Tone, counted.Statuses[tile.Status], tile.Words))],
            ToDo = ToDo(site, counted, letters),
            Days = MailDay.Of(clock, coverage, now),
            List = dashboard?.Links(site.Id),
        }.Render();
    }

    private static IReadOnlyList<string> ToDo(Site site, CoverageRow counted, LetterNews? letters)
    {
        List<string> lines = counted.Unverified > 0 ? ["Look at why some links couldn't be checked."] : [];
        if (letters is not null) lines.AddRange(DigestToDo.FollowUps(site, letters.FollowUps, letters.FollowUpCount));
        return lines.Count > 0 ? lines : ["Nothing for now."];
    }

    private static IEnumerable<MailSection> Letters(LetterNews? letters)
    {
        if (letters is not { WonBack: > 0 }) yield break;
        var now = letters.WonBackNow > 0 ? $", {letters.WonBackNow} of them since the last mail" : "";
        yield return new MailSection(
            $"Won back ({letters.WonBack})",
            $"{Counted.Of(letters.WonBack, "link")} came back after you wrote to the page's owner{now}.",
            []);
    }

    private static IEnumerable<MailSection> Sections(Site site, CoverageRow counted)
    {
        yield return new MailSection("Checked", CoverageLine.Of(counted), []);
        var waiting = counted.BeingConfirmed.Values.Sum();
        if (waiting == 0) yield break;
        var what = counted.BeingConfirmed.OrderByDescending(change => change.Value).ThenBy(change => change.Key, StringComparer.Ordinal)
            .Select(change => $"{change.Value} now {(change.Value == 1 ? "looks" : "look")} {change.Key}");
        yield return new MailSection(
            $"Being confirmed ({waiting})",
            $"{PlainText.Capital(string.Join(", ", what))}. We'll e-mail you if further checks agree. "
                + $"Which ones: linkwatch pending --site {site.Id}",
            []);
    }
}

/// <summary>What became of letters about lost links.</summary>
/// <param name="WonBack">Links that came back after one, and are there.</param>
/// <param name="WonBackNow">Of those, since the last mail.</param>
/// <param name="FollowUps">The first links about which one is due to be followed up.</param>
/// <param name="FollowUpCount">How many there are.</param>
public sealed record LetterNews(int WonBack, int WonBackNow, IReadOnlyList<LinkRow> FollowUps, int FollowUpCount);

using LinkWatch.Confirming;
using LinkWatch.Links;
using LinkWatch.Spikes;
using LinkWatch.Storage;
using LinkWatch.Urls;

namespace LinkWatch.Alerting.Digests;

/// <summary>What the owner can do about a digest, in a few lines at its top. Pure.</summary>
internal static class DigestToDo
{
    /// <summary>Longer lists are not read: the sections say the rest.</summary>
    private const int MaxOfAKind = 3;

    /// <param name="site">Whose digest.</param>
    /// <param name="digest">What the mail says.</param>
    /// <param name="now">When the mail is sealed.</param>
    public static IReadOnlyList<string> Of(Site site, Digest digest, DateTimeOffset now)
    {
        var lines = new List<string>();
        AddTargets(lines, digest);
        Add(lines, digest, Status.Lost, row => $"Write to {row.Source.Host}: {WhyOf(row)}.");
        Add(lines, digest, Status.Unindexed, row => $"Write to {row.Source.Host}: {WhyOf(row)}.");
        Add(lines, digest, Status.Nofollow, row => $"Ask {row.Source.Host} if you had agreed on a followed link: {WhyOf(row)}.");
        lines.AddRange(FollowUps(site, digest.FollowUps, digest.FollowUpCount));
        lines.AddRange(ContractSections.ToDo(digest.Contracts, DayRow.DayOf(site, now)));
        if (digest.Spikes.Any(spike => spike.Call == SpikeCall.Suspicious))
            lines.Add("Look at a few of the new links before you disavow any.");
        return lines.Count > 0 ? lines : ["Nothing for now."];
    }

    private static void AddTargets(List<string> lines, Digest digest)
    {
        var rows = digest.Changes.Listed.Where(listed => listed.Later is null && listed.Row.IsOfTarget)
            .Where(listed => TargetNews.Of(listed.Row.Change) is TargetEvent.TargetGone or TargetEvent.TargetUnindexed)
            .Select(listed => listed.Row).OrderByDescending(row => row.FollowedLinks).ToList();
        lines.AddRange(rows.Take(MaxOfAKind).Select(row =>
            $"Fix {row.Source.Href}: {TargetWords.NameOf(row.Change.New, row.Change.Reasons)}, and "
                + $"{TargetWords.Pointing(row.FollowedLinks)}."));
        if (rows.Count > MaxOfAKind) lines.Add($"The same for {rows.Count - MaxOfAKind} more, below.");
    }

    /// <summary>Letters about lost links that had no effect.</summary>
    /// <param name="site">Whose.</param>
    /// <param name="links">The first of them.</param>
    /// <param name="count">How many there are.</param>
    public static IEnumerable<string> FollowUps(Site site, IReadOnlyList<LinkRow> links, int count)
    {
        var clock = new SiteClock(site);
        var shown = links.Take(MaxOfAKind).ToList();
        foreach (var link in shown)
            yield return $"Write to {link.Link.Source.Host} again: your letter of {clock.Date(link.Letter!.SentAt)} has had no effect yet.";
        if (count > shown.Count)
            yield return $"Follow up {Counted.Of(count - shown.Count, "more letter")}: linkwatch letters --site {site.Id} --list due";
    }

    private static void Add(List<string> lines, Digest digest, Status status, Func<HistoryRow, string> say)
    {
        var rows = digest.Changes.Listed.Where(listed => listed.Later is null).Select(listed => listed.Row)
            .Where(row => !row.IsOfTarget && row.Change.Kind == ChangeKind.State && row.Change.New == status)
            .DistinctBy(row => row.Source.Host).ToList();
        lines.AddRange(rows.Take(MaxOfAKind).Select(say));
        if (rows.Count > MaxOfAKind) lines.Add($"The same for {rows.Count - MaxOfAKind} more, below.");
    }

    private static string WhyOf(HistoryRow row) =>
        row.Change.Reasons.Count > 0 ? ReasonWords.Of(row.Change.Reasons[0], row.Change.Evidence) : ReasonWords.Of(row.Change.New);
}

/// <summary>How much of a site the silence of a mail speaks for. Pure.</summary>
internal static class CoverageLine
{
    /// <param name="coverage">Of at least one link.</param>
    public static string Of(CoverageRow coverage)
    {
        var percent = coverage.Verified * 100 / coverage.Links;
        var verified = $"We could check {percent} % of your {Counted.Of(coverage.Links, "link")} lately.";
        if (coverage.NotVerified.Count == 0) return verified;
        var why = coverage.NotVerified.OrderByDescending(reason => reason.Value)
            .ThenBy(reason => reason.Key, StringComparer.Ordinal)
            .Select(reason => $"{ReasonWords.OfName(reason.Key)} ({reason.Value})");
        return $"{verified} Of the others: {string.Join("; ", why)}.";
    }
}

/// <summary>What a mail says of links that were discovered. Pure.</summary>
/// <param name="Count">How many.</param>
/// <param name="Pages">The pages of some of them.</param>
public sealed record DiscoveredLinks(int Count, IReadOnlyList<WebUrl> Pages)
{
    /// <summary>Null if there is nothing to say.</summary>
    public static DiscoveredLinks? Of(InboxRow? inbox) =>
        inbox is { Discovered: > 0 } ? new DiscoveredLinks(inbox.Discovered, inbox.DiscoveredOn) : null;

    internal string Gist => $"{Counted.Of(Count, "new link")} discovered";

    internal MailSection Section(Site site, DashboardLinks? dashboard)
    {
        var more = Count - Pages.Count;
        return new MailSection(
            $"Discovered ({Count})",
            string.Join(
                '\n',
                [
                    "Nobody listed these links. We found them, and watch them from now on.",
                    .. Pages.Select(page => PlainText.OneLine(page.Href, 200)),
                    .. more > 0 ? [$"and {more} more"] : Array.Empty<string>(),
                    .. dashboard is null ? [$"All of them: linkwatch inbox list --site {site.Id} --state tracked"] : Array.Empty<string>(),
                ]),
            [])
        {
            Page = dashboard?.Discovery(site.Id),
        };
    }
}

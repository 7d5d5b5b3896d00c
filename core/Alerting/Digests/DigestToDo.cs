using LinkWatch.Confirming;
using LinkWatch.Links;
using LinkWatch.Spikes;
using LinkWatch.Storage;

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

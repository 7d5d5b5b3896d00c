using LinkWatch.Confirming;
using LinkWatch.Links;

namespace LinkWatch.Alerting.Digests;

/// <summary>A target in a mail: a page of the owner's own that links lead to. Pure.</summary>
internal static class TargetItem
{
    public static MailItem Of(Site site, ListedChange listed, Digest digest)
    {
        var (row, change) = (listed.Row, listed.Row.Change);
        var clock = new SiteClock(site);
        var facts = new List<(string, string)> { ("Links", TargetWords.Pointing(row.FollowedLinks)) };
        facts.Add(("Before", TargetWords.Of(change.Old, change.OldReasons, [], change.OldDetail?.Href)));
        facts.Add(("Now", TargetWords.Of(change.New, change.Reasons, change.Evidence, change.NewDetail?.Href)));
        facts.Add(("Since", clock.Time(change.Since)));
        if (change.Readings > 1) facts.Add(("Checked", $"{change.Readings} times with the same result, last on {clock.Time(change.At)}"));
        if (listed.Later is { } later)
            facts.Add(("Meanwhile", $"{TargetWords.NameOf(later.New, later.Reasons)}, on {clock.Time(later.At)}: see below"));
        else if (TargetWords.Advice(change) is { } advice) facts.Add(("What to do", advice));
        return new MailItem(row.Source.Href, facts, change.Evidence)
        {
            Title = PageName.Title(row.Title),
            Details = digest.Dashboard?.Target(site.Id, row.LinkId),
            Links = row.FollowedLinks > 0 ? digest.Dashboard?.FollowedLinks(site.Id, row.Source) : null,
            MuteLink = digest.Links?.ForMute(site.Id, row.LinkId),
            Muted = "page",
        };
    }
}

/// <summary>What is said of targets, for mails, feeds, the dashboard and the command line. Pure.</summary>
public static class TargetWords
{
    /// <summary><c>12 followed links point to it</c>.</summary>
    public static string Pointing(int followed) => followed switch
    {
        0 => "no followed link points to it",
        1 => "1 followed link points to it",
        _ => $"{Counted.Of(followed, "followed link")} point to it",
    };

    /// <summary>In a word: <c>gone</c>.</summary>
    public static string NameOf(Status? status, IReadOnlyList<Reason> reasons) =>
        TargetStatuses.Of(status, reasons)?.Name() ?? "pending";

    /// <summary><c>gone: the page can't be found any more (HTTP 404)</c>.</summary>
    public static string Of(Status? status, IReadOnlyList<Reason> reasons, IReadOnlyList<string> evidence, string? end)
    {
        var name = NameOf(status, reasons);
        return reasons.Count == 0 ? name : $"{name}: {Why(reasons, evidence, end)}";
    }

    /// <summary><c>it leads to https://shop.example/new</c>.</summary>
    public static string Why(IReadOnlyList<Reason> reasons, IReadOnlyList<string> evidence, string? end) => string.Join(
        ", ", reasons.Select(reason => reason == Reason.PageRedirected ? $"it leads to {end ?? "another page"}" : Why(reason, evidence)));

    /// <summary>What the owner can do; null if nothing is to be done.</summary>
    public static string? Advice(LinkChange change) => TargetNews.Of(change) switch
    {
        TargetEvent.TargetGone => "Bring the page back, or redirect it to the one that took its place.",
        TargetEvent.TargetRedirected => "Look whether it leads where the links should; if not, change the redirect.",
        TargetEvent.TargetUnindexed => "Look whether it is meant: links to a page that can't be indexed count for nothing.",
        _ => null,
    };

    private static string Why(Reason reason, IReadOnlyList<string> evidence) => reason switch
    {
        Reason.CanonicalElsewhere => "the page names another page as the one to index",
        _ => ReasonWords.Of(reason, evidence),
    };
}

using LinkWatch.Links;
using LinkWatch.Storage;

namespace LinkWatch.Alerting;

/// <summary>The mail that tells what an import's links turned out to be. Pure.</summary>
public static class ImportReportMail
{
    /// <summary>Links listed for each thing that is not well; the rest is counted.</summary>
    private const int MostItems = 50;

    public static MailText Compose(Site site, ImportBatchRow import, IReadOnlyList<LinkRow> links)
    {
        var parts = Parts.Select(part => (part, Links: links.Where(part.Holds).ToList())).Where(pair => pair.Links.Count > 0).ToList();
        var gist = string.Join(", ", parts.Select(pair => $"{pair.Links.Count} {pair.part.Words}"));
        var sections = parts.Where(pair => pair.part.Meaning.Length > 0)
            .Select(pair => new MailSection(
                $"{PlainText.Capital(pair.part.Words)} ({pair.Links.Count})",
                pair.part.Meaning + (pair.Links.Count > MostItems ? $" The first {MostItems} are listed." : ""),
                pair.Links.Take(MostItems).Select(ItemOf).ToList()))
            .ToList();
        return new MailModel(
            $"[{site.Domains[0]}] {links.Count} {(links.Count == 1 ? "link" : "links")} imported: {gist}",
            $"Of {import.Source} {links.Count} {(links.Count == 1 ? "link is" : "links are")} watched now: {gist}.",
            sections,
            $"From now on you hear from us when something changes. All links: linkwatch export --site {site.Id}").Render();
    }

    private static readonly IReadOnlyList<Part> Parts =
    [
        new("live", "", link => link.Status == Status.Live),
        new("nofollow", "There, but usually not counted.", link => link.Status == Status.Nofollow),
        new("on pages that cannot be indexed", "There, but on pages that search engines may not index.", link => link.Status == Status.Unindexed),
        new("not found", "Several readings of complete pages agree: these links are not there.", link => link.Status == Status.Lost),
        new("could not be read", "We could not tell yet, and go on trying.", link => link.Status is null && IsUnread(link)),
        new("are being re-checked", "Something was not well at the first reading; it takes a few more to be sure.",
            link => link.Status is null && !IsUnread(link) && link.FirstReadAt is not null),
        new("not read yet", "Their turn has not come.", link => link.Status is null && link.FirstReadAt is null),
    ];

    private static bool IsUnread(LinkRow link) => link.Reasons.Count > 0 && link.Reasons.All(reason => Reasons.StatusOf(reason) == Status.Unknown);

    private static MailItem ItemOf(LinkRow link)
    {
        var facts = new List<(string, string)> { ("Should link to", link.Link.Target.Url.Href) };
        if (link.Reasons.Count > 0) facts.Add(("Why", string.Join("; ", link.Reasons.Select(ReasonWords.Of))));
        return new MailItem(link.Link.Source.Href, facts, link.Evidence);
    }

    private sealed record Part(string Words, string Meaning, Func<LinkRow, bool> Holds);
}

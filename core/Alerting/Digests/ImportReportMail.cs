using LinkWatch.Links;
using LinkWatch.Storage;

namespace LinkWatch.Alerting.Digests;

/// <summary>The mail that tells what an import's links turned out to be. Pure.</summary>
public static class ImportReportMail
{
    public static MailText Compose(Site site, ImportBatchRow import, ImportedLinks links)
    {
        var parts = links.Parts.ToList();
        var gist = string.Join(", ", parts.Select(part => $"{part.Count} {part.Words}"));
        var sections = parts.Where(part => part.Meaning.Length > 0)
            .Select(part => new MailSection(
                $"{PlainText.Capital(part.Words)} ({part.Count})",
                part.Meaning + (part.Count > ImportedPart.MaxListed ? $" The first {ImportedPart.MaxListed} are listed." : ""),
                part.Listed.Select(ItemOf).ToList()))
            .ToList();
        return new MailModel(
            $"[{site.Domains[0]}] {links.Count} {(links.Count == 1 ? "link" : "links")} imported: {gist}",
            $"Of {import.Source} {links.Count} {(links.Count == 1 ? "link is" : "links are")} watched now: {gist}.",
            sections,
            $"From now on you hear from us when something changes. All links: linkwatch export --site {site.Id}").Render();
    }

    private static MailItem ItemOf(LinkRow link)
    {
        var facts = new List<(string, string)> { ("Should link to", link.Link.Target.Url.Href) };
        if (link.Reasons.Count > 0) facts.Add(("Why", string.Join("; ", link.Reasons.Select(ReasonWords.Of))));
        return new MailItem(link.Link.Source.Href, facts, link.Evidence);
    }
}

using System.Collections;
using LinkWatch.Links;
using LinkWatch.Storage;

namespace LinkWatch.Alerting.Digests;

/// <summary>The mail about the first readings of an import's links. Pure.</summary>
public static class ImportReportMail
{
    public static MailText Compose(
        Site site, ImportBatchRow import, ImportedLinks links, IReadOnlyList<DeliveryRow> undelivered, DashboardLinks? dashboard = null)
    {
        var parts = links.Parts.ToList();
        var all = $"linkwatch export --site {site.Id}";
        var gist = string.Join(", ", parts.Select(part => $"{part.Count} {part.Words}"));
        var sections = parts.Where(part => part.Meaning.Length > 0)
            .Select(part => new MailSection(
                $"{PlainText.Capital(part.Words)} ({part.Count})",
                part.Meaning,
                part.Listed.Select(link => ItemOf(link) with { Details = dashboard?.Link(site.Id, link.LinkId) }).ToList())
            {
                Tone = part.Tone,
                Unlisted = part.Count - part.Listed.Count,
                Rest = dashboard?.Links(site.Id, part.Status),
            })
            .Concat(UndeliveredMail.Sections(site, undelivered))
            .ToList();
        return new MailModel(
            $"{links.Count} {(links.Count == 1 ? "link" : "links")} imported, {gist}: {site.Domains[0]}",
            $"Now watching {Counted.Of(links.Count, "link")} from {import.Source}: {gist}.",
            sections,
            "From now on you hear from us when something changes." + (dashboard is null ? $"\nAll links: {all}" : ""))
        {
            Tiles = [.. parts.Select(part => new MailTile(part.Tone, part.Count, part.Words))],
            More = all,
            List = dashboard?.Imports(site.Id),
            IsFast = links.IsAnyFast,
        }.Render();
    }

    private static MailItem ItemOf(LinkRow link)
    {
        var facts = new List<(string, string)> { ("Should link to", link.Link.Target.Url.Href) };
        if (link.Reasons.Count > 0)
            facts.Add(("Why", string.Join("; ", link.Reasons.Select(reason => ReasonWords.Of(reason, link.Evidence)))));
        return new MailItem(link.Link.Source.Href, facts, link.Evidence) { Title = PageName.Title(link.Title) };
    }
}

/// <summary>
/// The links of an import by what they turned out to be: all counted, the first of each kind kept to be listed.
/// Memory does not grow with them.
/// </summary>
public sealed class ImportedLinks : IEnumerable<LinkRow>
{
    private readonly IReadOnlyList<ImportedPart> parts =
    [
        new(Tone.Back, ListedStatus.Live, "live", "", link => link.Status == Status.Live),
        new(Tone.Nofollow, ListedStatus.Nofollow, "nofollow", "There, but search engines usually ignore nofollow links.",
            link => link.Status == Status.Nofollow),
        new(Tone.Unindexed, ListedStatus.Unindexed, "on pages that cannot be indexed",
            "There, but on pages that search engines may not index.", link => link.Status == Status.Unindexed),
        new(Tone.Lost, ListedStatus.Lost, "not found", "Several readings of complete pages agree: these links are not there.",
            link => link.Status == Status.Lost),
        new(Tone.Unchecked, ListedStatus.Pending, "could not be read", "We couldn't read these pages yet and will keep trying.",
            link => link.Status is null && IsUnread(link)),
        new(Tone.Unchecked, ListedStatus.Pending, "are being re-checked", "The first reading found a problem; a few more will make sure.",
            link => link.Status is null && !IsUnread(link) && link.FirstReadAt is not null),
        new(Tone.Plain, ListedStatus.Pending, "not read yet", "These pages have not been visited yet.",
            link => link.Status is null && link.FirstReadAt is null),
    ];

    public int Count { get; private set; }

    /// <summary>Whether any of them was confirmed fast, for trying out.</summary>
    public bool IsAnyFast { get; private set; }

    /// <summary>The parts with at least one link.</summary>
    internal IEnumerable<ImportedPart> Parts => parts.Where(part => part.Count > 0);

    public void Add(LinkRow link)
    {
        Count++;
        IsAnyFast |= link.IsFast;
        foreach (var part in parts.Where(part => part.Holds(link))) part.Add(link);
    }

    /// <summary>Those to be listed.</summary>
    public IEnumerator<LinkRow> GetEnumerator() => parts.SelectMany(part => part.Listed).GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();

    private static bool IsUnread(LinkRow link) =>
        link.Reasons.Count > 0 && link.Reasons.All(reason => Reasons.StatusOf(reason) == Status.Unknown);
}

/// <summary>Links of an import that have one thing in common.</summary>
/// <param name="Tone">Of what kind.</param>
/// <param name="Status">By which the list of links finds them.</param>
/// <param name="Words">What.</param>
/// <param name="Meaning">What it means, in a sentence; empty if all is well and nothing is listed.</param>
/// <param name="Holds">Which links these are.</param>
internal sealed record ImportedPart(Tone Tone, ListedStatus Status, string Words, string Meaning, Func<LinkRow, bool> Holds)
{
    /// <summary>Links listed for each thing that is not well; the rest is counted.</summary>
    public const int MaxListed = 50;

    private readonly List<LinkRow> listed = [];

    public int Count { get; private set; }

    public IReadOnlyList<LinkRow> Listed => listed;

    public void Add(LinkRow link)
    {
        Count++;
        if (Meaning.Length > 0 && listed.Count < MaxListed) listed.Add(link);
    }
}

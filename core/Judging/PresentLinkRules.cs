using System.Globalization;
using LinkWatch.Fetching;
using LinkWatch.Html;
using LinkWatch.Links;
using LinkWatch.Urls;

namespace LinkWatch.Judging;

/// <summary>A link that is there: does it count?</summary>
internal static class PresentLinkRules
{
    /// <summary>
    /// What Google reads of an HTML file (developers.google.com, "Googlebot": the first 2 MB); a link beyond is not seen by it.
    /// </summary>
    public const long GoogleReads = 2 * 1024 * 1024;

    /// <summary>Google's old advice, and still a common measure of a page that links to everything.</summary>
    private const int ManyLinks = 100;

    /// <summary>The links to <paramref name="target"/>, the best first: the one with the fewest withholding rel tokens decides.</summary>
    public static IReadOnlyList<FoundLink> LinksTo(LinkTarget target, IReadOnlyList<FoundLink> all, Referrer referrer)
    {
        if (all.Count == 0) return [];
        if (all.Count == 1) return target.Matches(all[0].Href, referrer) ? all : [];
        return [.. all.Where(link => target.Matches(link.Href, referrer)).OrderBy(Withheld).ThenBy(IsOutOfSight)];
    }

    public static Verdict Weigh(PageAnswer page, IReadOnlyList<FoundLink> here, IReadOnlyList<FoundLink> counted, VerdictBuilder findings)
    {
        // Where the canonical page holds the link, that is the page that search engines count.
        // Of one that arrived in part the anchor may be cut: the page's own link says the same.
        var isOfPart = Indexing.IsCanonicalUnseen(page) && !page.CanonicalPage!.IsFromBefore;
        var isOwn = isOfPart && here.Count > 0 && counted.Count > 0 && here[0].Rel.SequenceEqual(counted[0].Rel, StringComparer.Ordinal);
        var links = counted.Count > 0 && !isOwn ? counted : here;
        Indexing.Weigh(page, isCountedElsewhere: counted.Count > 0, findings);
        WeighRel(links[0], findings);
        findings.Note((links.Count, links[0].Tag) switch
        {
            (1, var tag) => $"the link: {tag}",
            var (count, tag) => string.Create(CultureInfo.InvariantCulture, $"{count} links to it, the best: {tag}"),
        });
        if (here.Count == 0) findings.Note("the link is not on the page itself, only on the page that its canonical names");
        DescribePlace(links[0], findings);
        DescribePage(page, findings);
        if (page.Reading!.IsEncodingGuessed && GuessedAddresses.HoldsNonAscii(links[0].Href))
        {
            findings.Note(
                $"the page does not say what its characters are encoded in; the link's address was read as {page.Reading.Encoding}");
        }

        if (page.IsElsewhere) findings.Note($"the page has moved to {page.Final}, which holds the link");
        // What the canonical page says while it cannot be read is unknown: the link's being here brings back nothing that it took away.
        var isUnsure = Indexing.IsCanonicalUnseen(page) && !isOwn;
        return findings.Weigh(page.IsComplete && !isUnsure && PageEnding.Doubt(page) is null, links);
    }

    private static int Withheld(FoundLink link) => link.Rel.Count(token => ReasonOf(token) is not null);

    private static bool IsOutOfSight(FoundLink link) =>
        link.Placement is Placement.Hidden or Placement.Noscript || link.Offset > GoogleReads;

    private static Reason? ReasonOf(string token) => token switch
    {
        "nofollow" => Reason.RelNofollow,
        "ugc" => Reason.RelUgc,
        "sponsored" => Reason.RelSponsored,
        _ => null,
    };

    private static void WeighRel(FoundLink best, VerdictBuilder findings)
    {
        foreach (var token in best.Rel)
        {
            if (ReasonOf(token) is { } reason)
                findings.Add(reason, $"rel=\"{string.Join(' ', best.Rel)}\" on the link: search engines usually ignore it");
        }
    }

    private static void DescribePlace(FoundLink link, VerdictBuilder findings)
    {
        if (link.Placement == Placement.Hidden) findings.Note("the link is hidden from visitors");
        if (link.Placement == Placement.Noscript) findings.Note("the link is in a noscript element: only visitors without scripts see it");
        if (link.IsImageWithoutAlt) findings.Note("the link is an image without alternative text: it has no anchor");
        if (link.Offset > GoogleReads)
            findings.Note($"the link stands {ResponseProblems.Size(link.Offset.Value)} into the page; Google reads the first 2 MB");
    }

    private static void DescribePage(PageAnswer page, VerdictBuilder findings)
    {
        if (page.Reading!.OutboundLinks > ManyLinks)
            findings.Note(string.Create(CultureInfo.InvariantCulture, $"the page has {page.Reading.OutboundLinks} links to other hosts"));
        var rest = page.End switch
        {
            BodyEnd.Cut => "ended early",
            BodyEnd.TooLarge => "is larger than what is read",
            BodyEnd.TimedOut => "did not arrive in time",
            _ when page.Reading.End == PageEnd.Inside => "ends inside its markup",
            _ => null,
        };
        if (page.Reading.Doubt == AbsenceDoubt.Malformed)
            findings.Note("the page is sent as XML and breaks XML's rules: the link was seen before; what else is on the page is unknown");
        if (rest is not null)
            findings.Note(
                $"the page {rest} (after {ResponseProblems.Size(page.Size)}): the link was seen; what else is on the page is unknown");
    }
}

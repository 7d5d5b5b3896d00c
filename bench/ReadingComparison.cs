using System.Globalization;
using LinkWatch.Html;
using LinkWatch.Links;
using LinkWatch.Urls;

namespace LinkWatch.Bench;

/// <summary>Compares the scanner's readings with the full parser's: what must be the same, and how often the rest agrees.</summary>
public sealed class ReadingComparison
{
    private readonly SortedDictionary<string, int> agreeing = new(StringComparer.Ordinal);

    /// <summary>The number of pages on which both see the link.</summary>
    public int Present { get; private set; }

    public int Compared { get; private set; }

    /// <summary>A difference that must not be (base, end, canonical, robots, presence, rel), or null.</summary>
    public static string? Difference(PageReading scanned, PageReading parsed, IReadOnlyList<LinkTarget> wanted)
    {
        if (!scanned.BaseUrl.Equals(parsed.BaseUrl)) return $"base: {scanned.BaseUrl} for {parsed.BaseUrl}";
        if (scanned.End != parsed.End) return $"end: {scanned.End} for {parsed.End}";
        return Unlike("canonical", Canonicals(scanned), Canonicals(parsed))
            ?? Unlike("robots", Robots(scanned), Robots(parsed))
            ?? wanted.Select(target => Unlike("links", Rels(scanned, target), Rels(parsed, target)))
                .FirstOrDefault(difference => difference is not null);
    }

    /// <summary>Counts agreement on the rest.</summary>
    public void Add(PageReading scanned, PageReading parsed, LinkTarget target)
    {
        Compared++;
        Count("outbound links", scanned.OutboundLinks == parsed.OutboundLinks);
        var ours = Links(scanned, target);
        var theirs = Links(parsed, target);
        if (ours.Length == 0 || theirs.Length == 0) return;
        Present++;
        Count("link count", ours.Length == theirs.Length);
        Count("anchor", ours[0].Anchor == theirs[0].Anchor);
        Count("placement", ours[0].Placement == theirs[0].Placement);
        Count("offset", ours[0].Offset == theirs[0].Offset);
    }

    /// <summary>The shares of agreement, in one line.</summary>
    public string Shares() => string.Join(", ", agreeing.Select(Share));

    private static string? Unlike(string what, IEnumerable<string> ours, IEnumerable<string> theirs)
    {
        var (a, b) = (string.Join(" | ", ours), string.Join(" | ", theirs));
        return a == b ? null : $"{what}: [{a}] for [{b}]";
    }

    private static IEnumerable<string> Canonicals(PageReading reading) => reading.Canonicals.Select(canonical => canonical.Href.Href);

    private static IEnumerable<string> Robots(PageReading reading) => reading.Robots.Select(meta => $"{meta.Agent}={meta.Content}");

    /// <summary>The distinct rels of links to the target: a parser may clone a link, but its clones have the same rel.</summary>
    private static IEnumerable<string> Rels(PageReading reading, LinkTarget target) =>
        Links(reading, target)
            .Select(link => $"rel={string.Join(' ', link.Rel)}")
            .Distinct(StringComparer.Ordinal)
            .Order(StringComparer.Ordinal);

    private static FoundLink[] Links(PageReading reading, LinkTarget target)
    {
        var referrer = new Referrer(reading.BaseUrl);
        return [.. reading.Links.Where(link => target.Matches(link.Href, referrer))];
    }

    private void Count(string what, bool agrees) => agreeing[what] = agreeing.GetValueOrDefault(what) + (agrees ? 1 : 0);

    private string Share(KeyValuePair<string, int> counted)
    {
        var of = counted.Key is "outbound links" ? Compared : Present;
        return string.Create(CultureInfo.InvariantCulture, $"{counted.Key} {100.0 * counted.Value / of:0.00} %");
    }
}

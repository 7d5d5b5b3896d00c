using System.Text.Json;
using LinkWatch.Links;
using LinkWatch.Streams;
using LinkWatch.Urls;

namespace LinkWatch.Discovery.Sources;

/// <summary>
/// Reads the links to a site from a WAT file of Common Crawl: WARC records, each with one line of JSON that says what a page holds
/// (https://commoncrawl.org/get-started).
/// </summary>
internal sealed class WatSource : ILineSink
{
    /// <summary>Bytes of the longest record that is read: a page of some ten thousand links.</summary>
    public const int MaxRecord = 16 << 20;

    /// <summary>Candidates of a file at most; what is more is counted.</summary>
    public const int MaxCandidates = 100_000;

    private readonly OwnHosts own;
    private readonly SourceCount count;
    private readonly DropCount dropped;
    private readonly Site site;
    private readonly List<Candidate> candidates = [];

    private WatSource(Site site, SourceCount count, DropCount dropped) =>
        (this.site, own, this.count, this.dropped) = (site, new OwnHosts(site), count, dropped);

    /// <summary>Counts records: others are those without a link to the site.</summary>
    public static async Task<IReadOnlyList<Candidate>> ReadAsync(
        Stream wat, Site site, SourceCount count, DropCount dropped, Action? progress, CancellationToken cancellationToken)
    {
        var source = new WatSource(site, count, dropped);
        await count.ReadAsync(wat, source, MaxRecord, progress, cancellationToken);
        return source.candidates;
    }

    /// <summary>The lines of a record's head are not counted.</summary>
    public void TakeLine(ReadOnlySpan<byte> line)
    {
        var isRecord = line.StartsWith("{"u8);
        count.Next(isBlank: !isRecord);
        if (!isRecord) return;
        if (line.IndexOf("A@/href"u8) < 0)
        {
            count.AddOther();
            return;
        }

        try
        {
            Add(WatPage.Read(line, own));
        }
        catch (Exception e) when (e is JsonException or InvalidOperationException)
        {
            // Not JSON, or a text that is not UTF-8.
            count.AddMalformed();
        }
    }

    public void TakeOverlongLine()
    {
        count.Next(isBlank: false);
        count.AddMalformed();
    }

    private void Add(WatPage page)
    {
        if (!WebUrl.TryParse(page.Address, out var source) || !source.IsHttp || source.Host.Length == 0)
        {
            count.AddMalformed();
            return;
        }

        var found = new Dictionary<string, Candidate>(StringComparer.Ordinal);
        foreach (var (href, text) in page.Links)
        {
            if (!WebUrl.TryParse(href, source, out var target) || !site.Holds(target)) continue;
            var before = found.GetValueOrDefault(target.Href);
            found[target.Href] = before is null
                ? new Candidate(source, CandidateOrigin.CommonCrawl) { Target = target, Anchor = Cut(text), SeenAt = page.SeenAt }
                : before with { Hits = before.Hits + 1, Anchor = before.Anchor ?? Cut(text) };
        }

        if (found.Count == 0) count.AddOther();
        else if (site.Holds(source)) dropped.Count(DropReason.OwnSite);
        else if (candidates.Count + found.Count > MaxCandidates) count.LeftOut += found.Count;
        else candidates.AddRange(found.Values);
    }

    private static string? Cut(string? text) => text?.Trim() is { Length: > 0 } anchor ? TextCut.To(anchor, Backlink.MaxText) : null;
}

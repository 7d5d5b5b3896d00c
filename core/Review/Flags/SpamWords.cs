using LinkWatch.Links;

namespace LinkWatch.Review.Flags;

/// <summary>A word of a spam trade in the anchor, the page's title or its host, unless the site itself is in that trade.</summary>
internal sealed class SpamWords(Site site) : IFlagRule
{
    private static readonly char[] Separators = ['.', '-'];

    private readonly IReadOnlySet<string> own = SpamVocabulary.Of(
        [.. site.Domains.Select(WordsOfHost), .. site.BrandWords ?? [], .. site.MoneyWords ?? []]);

    public FlagKind Kind => FlagKind.SpamWords;

    public string? EvidenceOf(ReviewedLink link)
    {
        if (link.Followed is not { } seen) return null;
        var host = link.Row.Link.Source.Host;
        return Of("anchor", seen.Anchor, seen.Anchor) ?? Of("title", link.Row.Title ?? "", link.Row.Title ?? "")
            ?? Of("host", WordsOfHost(host), host);
    }

    private string? Of(string place, string words, string text) =>
        SpamVocabulary.FirstIn(words, own) is { } word ? $"the {place} “{text}” has the word “{word}”" : null;

    private static string WordsOfHost(string host) => string.Join(' ', host.Split(Separators));
}

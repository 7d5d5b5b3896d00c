using LinkWatch.Links;

namespace LinkWatch.Importing;

/// <summary>What is said of one link, as written: in a row of a file, or in a request to the API. Empty is unsaid.</summary>
public sealed record LinkFields
{
    private static readonly string[] Withholding = ["nofollow", "ugc", "sponsored"];

    /// <summary>Words of a rel, or of other tools, that keep nothing back.</summary>
    private static readonly string[] OtherRels =
    [
        "follow", "dofollow", "noopener", "noreferrer", "opener", "external", "alternate", "author", "bookmark", "canonical", "help",
        "license", "me", "next", "prev", "search", "tag",
    ];

    public string? Source { get; init; }

    public string? Target { get; init; }

    /// <summary>Each is one tag, whatever characters it holds.</summary>
    public IReadOnlyList<string> Tags { get; init; } = [];

    /// <summary>A word each.</summary>
    public IReadOnlyList<string> Rel { get; init; } = [];

    public string? Match { get; init; }

    public string? Anchor { get; init; }

    public string? Cost { get; init; }

    public string? Contact { get; init; }

    public string? Acquired { get; init; }

    /// <summary>An amount, with its currency or without.</summary>
    public string? Price { get; init; }

    /// <summary>ISO 4217.</summary>
    public string? Currency { get; init; }

    public string? PaidFrom { get; init; }

    public string? PaidUntil { get; init; }

    public string? AgreedPlacement { get; init; }

    /// <summary>The link, or null and what is wrong with it, in one line.</summary>
    /// <param name="fallback">What a link without a target leads to; null if it needs one.</param>
    /// <param name="problem">Null if there is a link.</param>
    public Backlink? Read(LinkTarget? fallback, out string? problem)
    {
        if (Text(Source) is not { } from)
        {
            problem = "there is no source: write the address of the linking page";
            return null;
        }

        var source = ImportAddress.Read(from, "source", out problem);
        var mode = Choice<MatchMode>(Match, "match", "page, exact or domain", ref problem);
        var acquired = Choice<Acquired>(Acquired, "acquired", "natural, manual, self-created or paid", ref problem);
        var rel = ReadRel(ref problem);
        var place = Choice<Placement>(
            AgreedPlacement, "agreed placement", "content, navigation, header, footer, aside, comment, hidden or noscript", ref problem);
        var terms = PaidTerms.Read(this, ref problem);
        var target = problem is null ? ReadTarget(mode ?? MatchMode.Page, fallback, out problem) : null;
        if (source is null || target is null || problem is not null) return null;
        return new Backlink
        {
            Source = source,
            Target = target,
            Tags = [.. Words(Tags).Take(Backlink.MaxTags)],
            ExpectedRel = rel,
            ExpectedAnchor = Cut(Anchor),
            AgreedPlacement = place,
            Cost = Cut(terms.Cost),
            Price = terms.Price,
            PaidFrom = terms.From,
            PaidUntil = terms.Until,
            Contact = Cut(Contact),
            Acquired = acquired,
        };
    }

    /// <summary>
    /// Of a table, whose rows are not given up for a price in words, or for a currency in a row without one: what is no price is kept with
    /// the cost.
    /// </summary>
    internal LinkFields WithPriceAsWritten()
    {
        if (Text(Price) is not { } price) return this with { Currency = null };
        string? problem = null;
        _ = PaidTerms.Read(new LinkFields { Price = Price, Currency = Currency }, ref problem);
        if (problem is null) return this;
        var words = $"{price} {Text(Currency)}".Trim();
        return this with { Cost = Text(Cost) is { } cost ? $"{cost}; {words}" : words, Price = null, Currency = null };
    }

    private LinkTarget? ReadTarget(MatchMode mode, LinkTarget? fallback, out string? problem)
    {
        problem = null;
        if (Text(Target) is not { } to)
        {
            problem = fallback is null ? "there is no target: write the address that is linked to" : null;
            return fallback;
        }

        // A whole domain is commonly written without a scheme.
        if (mode == MatchMode.Domain && to.AsSpan().IndexOfAny(":/") < 0) to = "https://" + to;
        return ImportAddress.Read(to, "target", out problem) is { } url ? new LinkTarget(url, mode) : null;
    }

    private List<string> ReadRel(ref string? problem)
    {
        var words = Words(Rel).Select(word => word.ToLowerInvariant()).ToList();
        if (words.FirstOrDefault(word => !Withholding.Contains(word) && !OtherRels.Contains(word)) is { } unknown)
            problem ??= $"rel {ImportProblem.Quote(unknown)} is not known: write nofollow, ugc or sponsored";
        return [.. words.Where(Withholding.Contains)];
    }

    private static T? Choice<T>(string? field, string name, string choices, ref string? problem) where T : struct, Enum
    {
        if (Text(field) is not { } text) return null;
        var value = KebabCase.Parse<T>(text.Replace(' ', '-').Replace('_', '-'));
        if (value is null) problem ??= $"{name} {ImportProblem.Quote(text)} is not known: write {choices}";
        return value;
    }

    internal static string? Text(string? field) => field?.Trim() is { Length: > 0 } text ? text : null;

    private static string? Cut(string? field) => Text(field) is { } text ? TextCut.To(text, Backlink.MaxText) : null;

    private static IEnumerable<string> Words(IReadOnlyList<string> fields) =>
        fields.Select(Cut).OfType<string>().Distinct(StringComparer.OrdinalIgnoreCase);
}

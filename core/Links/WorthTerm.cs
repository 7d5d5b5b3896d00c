namespace LinkWatch.Links;

/// <summary>What a link's worth is made of. docs/worth.md has the formulas. The kebab-case names are part of the public contract.</summary>
public enum WorthTerm
{
    /// <summary>Where the referring domain stands in an imported rank list.</summary>
    Authority,

    /// <summary>Whether its page is about what the page that it leads to is about.</summary>
    Relevance,

    /// <summary>Whether search engines count the link.</summary>
    Follow,

    /// <summary>Where on the page it stands.</summary>
    Placement,

    /// <summary>Whether search engines may index the page.</summary>
    Indexability,

    /// <summary>How many links to other hosts it shares the page with.</summary>
    Outbound,

    /// <summary>How many links of the site come from the same domain.</summary>
    Uniqueness,

    /// <summary>What its text says.</summary>
    Anchor,
}

/// <summary>How much each term counts.</summary>
public static class WorthTerms
{
    /// <summary>A weight of 0 switches a term off.</summary>
    public const int MaxWeight = 100;

    public static IReadOnlyList<WorthTerm> All { get; } = Enum.GetValues<WorthTerm>();

    /// <summary>Only their proportions matter. docs/worth.md has the reasons.</summary>
    public static int DefaultWeight(this WorthTerm term) => term switch
    {
        WorthTerm.Authority => 25,
        WorthTerm.Follow => 20,
        WorthTerm.Relevance => 15,
        WorthTerm.Placement => 15,
        WorthTerm.Indexability => 15,
        WorthTerm.Outbound => 10,
        WorthTerm.Uniqueness => 10,
        _ => 5,
    };

    /// <param name="weights">As <see cref="Site.WorthWeights"/> has them.</param>
    /// <param name="term">Which.</param>
    public static int WeightOf(this IReadOnlyDictionary<WorthTerm, int>? weights, WorthTerm term) =>
        weights is not null && weights.TryGetValue(term, out var weight) ? weight : term.DefaultWeight();

    /// <summary>Those that differ from the default; null if none does.</summary>
    public static IReadOnlyDictionary<WorthTerm, int>? Changed(IReadOnlyDictionary<WorthTerm, int> weights)
    {
        var changed = All.Where(term => weights.WeightOf(term) != term.DefaultWeight()).ToDictionary(term => term, weights.WeightOf);
        return changed.Count == 0 ? null : changed;
    }
}

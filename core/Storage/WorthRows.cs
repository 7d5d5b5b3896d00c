using System.Text.Json.Serialization;
using LinkWatch.Links;
using LinkWatch.Topics;

namespace LinkWatch.Storage;

/// <summary>What a link is worth, as it was last appraised. It says all that its terms are shown by.</summary>
/// <param name="Points">From 0 to 100.</param>
/// <param name="Facts">What it follows from.</param>
public sealed record LinkWorth(int Points, WorthFacts Facts)
{
    /// <summary>The weights, as <see cref="Site.WorthWeights"/> had them.</summary>
    public IReadOnlyDictionary<WorthTerm, int>? Weights { get; init; }
}

/// <summary>What a link's worth follows from. What is null is not known.</summary>
public sealed record WorthFacts
{
    /// <summary>Why search engines don't count the link, or may not index its page; empty if nothing keeps them from it.</summary>
    public IReadOnlyList<Reason> Reasons { get; init; } = [];

    public Placement? Placement { get; init; }

    public AnchorClass? Anchor { get; init; }

    /// <summary>How many links on the page lead to other hosts, this one included.</summary>
    public int? OutboundLinks { get; init; }

    /// <summary>How many of the site's links that are there come from the same referring domain, this one included.</summary>
    public int? DomainLinks { get; init; }

    public DomainRank? Rank { get; init; }

    /// <summary>What the page has in common with the one that it links to.</summary>
    public TopicMatch? Relevance { get; init; }

    /// <summary>Whether there were rank lists when the domain was looked up: without a rank, it is in none of them.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)]
    public bool IsRankAsked { get; init; }
}

/// <summary>Where a domain stands in a rank list.</summary>
/// <param name="List">Whose list, for people.</param>
/// <param name="Release">Which one.</param>
/// <param name="Position">From 1, the best.</param>
/// <param name="Domains">How many domains it ranks.</param>
public sealed record DomainRank(string List, string Release, long Position, long Domains);

/// <summary>A link's worth before a change and after it, in points; null if it had none yet. What is lost is worth 0.</summary>
public sealed record WorthChange(int? Before, int? After)
{
    [JsonIgnore]
    public int Lost => Math.Max(0, (Before - After) ?? 0);

    [JsonIgnore]
    public int Gained => Math.Max(0, (After - Before) ?? 0);

    /// <summary>The higher of the two: what the link is ordered by.</summary>
    [JsonIgnore]
    public int? Most => Before is { } before && After is { } after ? Math.Max(before, after) : Before ?? After;
}

/// <summary>Points that changes lost or gained.</summary>
/// <param name="Links">How often some were.</param>
/// <param name="Points">All together.</param>
/// <param name="Most">Of one change.</param>
public readonly record struct WorthPoints(int Links, long Points, int Most)
{
    public static WorthPoints operator +(WorthPoints a, WorthPoints b) =>
        new(a.Links + b.Links, a.Points + b.Points, Math.Max(a.Most, b.Most));

    public WorthPoints With(int points) => points > 0 ? this + new WorthPoints(1, points, points) : this;

    /// <summary>Without a change that is in it. If it was the most, the next is not known: no more than is left.</summary>
    public WorthPoints Without(int points) => points <= 0 || Links == 0 ? this
        : Links == 1 ? default
        : new(Links - 1, Points - points, (int)Math.Min(Most, Points - points));
}

/// <summary>What changes lost and gained in worth.</summary>
public readonly record struct WorthTally(WorthPoints Lost, WorthPoints Gained)
{
    public static WorthTally operator +(WorthTally a, WorthTally b) => new(a.Lost + b.Lost, a.Gained + b.Gained);

    public WorthTally With(WorthChange? change) => new(Lost.With(change?.Lost ?? 0), Gained.With(change?.Gained ?? 0));

    public WorthTally Without(WorthChange? change) => new(Lost.Without(change?.Lost ?? 0), Gained.Without(change?.Gained ?? 0));
}

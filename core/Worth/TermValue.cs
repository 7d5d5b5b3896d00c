using LinkWatch.Links;
using LinkWatch.Ranking;
using LinkWatch.Storage;
using LinkWatch.Topics;

namespace LinkWatch.Worth;

/// <summary>What one term of a link's worth is, and why. Pure; docs/worth.md has the formulas.</summary>
/// <param name="Value">From 0 to 1; null if it is not known.</param>
/// <param name="Says">The reason, in an owner's words.</param>
internal readonly record struct TermValue(double? Value, string Says)
{
    /// <summary>A page with so few links to other hosts is no worse than one with less.</summary>
    private const double FewLinks = 10;

    /// <summary>
    /// What the share of common words is multiplied by: pages on the same topic share a sixth or more, others less than a tenth.
    /// </summary>
    private const double SharesToBeRelevant = 4;

    private const string NotSeen = "not known: the link itself hasn’t been seen yet";

    public static TermValue Of(WorthTerm term, WorthFacts facts) => term switch
    {
        WorthTerm.Authority => Authority(facts),
        WorthTerm.Relevance => Relevance(facts.Relevance),
        WorthTerm.Follow => Follow(facts),
        WorthTerm.Placement => Placed(facts.Placement),
        WorthTerm.Indexability => Indexability(facts),
        WorthTerm.Outbound => Outbound(facts.OutboundLinks),
        WorthTerm.Uniqueness => Uniqueness(facts.DomainLinks),
        _ => Anchored(facts.Anchor),
    };

    private static TermValue Authority(WorthFacts facts)
    {
        if (facts.Rank is not { } rank)
            return new(null, facts.IsRankAsked
                ? "not known: the domain is in none of the imported rank lists, which says nothing about it"
                : "not known: no rank list was asked yet");
        var place = new RankPlace(rank.Position, rank.Domains);
        return new(
            Math.Clamp(1 - ((rank.Position - 1) / (double)rank.Domains), 0, 1),
            $"number {Counted.Number(rank.Position)} of {Counted.Of(rank.Domains, "domain")} in {rank.List} ({rank.Release}): {place.Top}");
    }

    private static TermValue Relevance(TopicMatch? match)
    {
        if (match is null)
            return new(null, "not known: the two pages’ words weren’t compared yet, or are too few, or in different languages");
        var value = Math.Min(1, SharesToBeRelevant * match.Common / match.Total);
        if (match.Common == 0) return new(value, $"none of {match.Total} telling words is on your page, too");
        var verb = match.Common == 1 ? "is" : "are";
        var more = match.Common > match.Examples.Split(' ').Length ? " …" : "";
        return new(value, $"{match.Common} of {match.Total} telling words {verb} on your page, too: {match.Examples}{more}");
    }

    private static TermValue Follow(WorthFacts facts)
    {
        var withheld = facts.Reasons.Where(reason => Reasons.StatusOf(reason) == Status.Nofollow).ToList();
        if (withheld.Count > 0) return new(0, $"{Names(withheld)}: search engines usually ignore the link");
        return facts.Placement is null ? new(null, NotSeen) : new(1, "followed");
    }

    private static TermValue Placed(Placement? placement) => placement switch
    {
        Placement.Content => new(1, "in the page’s own text"),
        Placement.Comment => new(0.4, "in a comment"),
        Placement.Aside => new(0.4, "in a sidebar"),
        Placement.Header => new(0.3, "in the page’s header"),
        Placement.Navigation => new(0.3, "in a menu"),
        Placement.Footer => new(0.2, "in the page’s footer"),
        Placement.Noscript => new(0.1, "only for readers without scripts"),
        Placement.Hidden => new(0, "hidden from readers"),
        _ => new(null, NotSeen),
    };

    private static TermValue Indexability(WorthFacts facts)
    {
        var barred = facts.Reasons.Where(reason => Reasons.StatusOf(reason) == Status.Unindexed).ToList();
        return barred.Count > 0
            ? new(0, $"{Names(barred)}: search engines may not index the page")
            : new(1, "nothing keeps search engines from indexing the page");
    }

    private static TermValue Outbound(int? links) => links is not { } count
        ? new(null, "not known: the page’s links weren’t counted yet")
        : new(
            Math.Clamp(1 - (Math.Log10(Math.Max(1, count) / FewLinks) / 2), 0, 1),
            $"{Counted.Of(count, "link")} on the page {(count == 1 ? "leads" : "lead")} to other hosts");

    private static TermValue Uniqueness(int? links) => links switch
    {
        null => new(null, "not known: the daily audit counts the domain’s links"),
        <= 1 => new(1, "the only link from its domain"),
        { } count => new(1.0 / count, $"one of {Counted.Of(count, "link")} from its domain"),
    };

    private static TermValue Anchored(AnchorClass? anchor) => anchor switch
    {
        AnchorClass.Brand => new(1, "names the site"),
        AnchorClass.Exact or AnchorClass.Partial => new(1, "says what the page is about"),
        AnchorClass.Address => new(0.6, "an address"),
        AnchorClass.Image => new(0.6, "a picture with a text in its place"),
        AnchorClass.Generic => new(0.3, "words that any link could have"),
        AnchorClass.Empty => new(0, "no text at all"),
        _ => new(null, NotSeen),
    };

    private static string Names(IEnumerable<Reason> reasons) => string.Join(", ", reasons.Select(reason => reason.Name()));
}

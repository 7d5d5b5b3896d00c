using LinkWatch.Links;
using LinkWatch.Storage;

namespace LinkWatch.Worth;

/// <summary>A link's worth, term by term. Pure.</summary>
/// <param name="Points">From 0 to 100: the points of its terms, added up and rounded. Null if no term that counts is known.</param>
/// <param name="Terms">All of them, in the order of <see cref="WorthTerms.All"/>.</param>
public sealed record WorthReport(int? Points, IReadOnlyList<WorthPart> Terms)
{
    public static WorthReport Of(LinkWorth worth) => Of(worth.Facts, worth.Weights);

    /// <param name="facts">Of the link.</param>
    /// <param name="weights">As <see cref="Site.WorthWeights"/> has them.</param>
    public static WorthReport Of(WorthFacts facts, IReadOnlyDictionary<WorthTerm, int>? weights)
    {
        var terms = WorthTerms.All.Select(term => (Term: term, Is: TermValue.Of(term, facts), Weight: weights.WeightOf(term))).ToList();
        var known = terms.Where(term => term.Is.Value is not null).Sum(term => term.Weight);
        List<WorthPart> parts =
        [
            .. terms.Select(term => new WorthPart(
                term.Term, term.Is.Value, term.Weight, PointsOf(term.Is.Value, term.Weight, known), term.Is.Says)),
        ];
        var points = (int)Math.Round(parts.Sum(part => part.Points ?? 0), MidpointRounding.AwayFromZero);
        return new(known == 0 ? null : Math.Clamp(points, 0, 100), parts);
    }

    /// <summary>In tenths, so that what is shown adds up to what is shown.</summary>
    private static decimal? PointsOf(double? value, int weight, int known) => value is { } is01 && known > 0
        ? Math.Round(100m * weight * (decimal)is01 / known, 1, MidpointRounding.AwayFromZero)
        : null;
}

/// <summary>One term of a link's worth.</summary>
/// <param name="Term">Which.</param>
/// <param name="Value">From 0 to 1; null if it is not known, which neither raises nor lowers the worth.</param>
/// <param name="Weight">How much it counts beside the others; 0 if it is switched off.</param>
/// <param name="Points">What it adds to the worth, in tenths; null if the value is not known.</param>
/// <param name="Says">The reason, in an owner's words.</param>
public sealed record WorthPart(WorthTerm Term, double? Value, int Weight, decimal? Points, string Says);

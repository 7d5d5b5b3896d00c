using System.Globalization;
using System.Text.RegularExpressions;
using FsCheck;
using FsCheck.Fluent;
using LinkWatch.Links;
using LinkWatch.Storage;
using LinkWatch.Tests.Support;
using LinkWatch.Topics;
using LinkWatch.Worth;

namespace LinkWatch.Tests.Core.Worth;

/// <summary>What a link's worth is made of; docs/worth.md has the formulas, and an example that is worked out again here.</summary>
public sealed class WorthReportTests
{
    /// <summary>The best first; each is worth no more than the one before.</summary>
    private static readonly Placement[] Places =
    [
        Placement.Content, Placement.Comment, Placement.Aside, Placement.Header, Placement.Navigation, Placement.Footer, Placement.Noscript,
        Placement.Hidden,
    ];

    private static readonly AnchorClass[] Anchors =
    [
        AnchorClass.Brand, AnchorClass.Exact, AnchorClass.Partial, AnchorClass.Address, AnchorClass.Image, AnchorClass.Generic,
        AnchorClass.Empty,
    ];

    private static readonly Gen<WorthFacts> AnyFacts =
        from reasons in Gen.Elements<Reason[]>([], [], [Reason.RelNofollow], [Reason.MetaNoindex], [Reason.MetaNoindex, Reason.RelUgc])
        from placement in Gen.Elements<Placement?>([null, .. Places.Select(place => (Placement?)place)])
        from anchor in Gen.Elements<AnchorClass?>([null, .. Anchors.Select(one => (AnchorClass?)one)])
        from outbound in Gen.Elements<int?>(null, 0, 1, 10, 11, 57, 340, 1000, 90_000)
        from ofDomain in Gen.Elements<int?>(null, 1, 2, 3, 250)
        from common in Gen.Choose(-1, 32)
        from position in Gen.Choose(0, 1_000_000)
        select new WorthFacts
        {
            Reasons = reasons,
            Placement = placement,
            Anchor = anchor,
            OutboundLinks = outbound,
            DomainLinks = ofDomain,
            Relevance = common < 0 ? null : new TopicMatch(common, 32, common == 0 ? "" : "roses"),
            Rank = position == 0 || position % 3 == 0 ? null : new DomainRank("Tranco", "2026-11", position, 1_000_000),
            IsRankAsked = position % 2 == 0,
        };

    private static readonly Gen<Dictionary<WorthTerm, int>> AnyWeights =
        from weights in Gen.Choose(0, WorthTerms.MaxWeight).ArrayOf(WorthTerms.All.Count)
        select WorthTerms.All.Zip(weights).ToDictionary(pair => pair.First, pair => pair.Second);

    [Fact]
    public void The_points_that_are_shown_add_up_to_the_worth_that_is_shown() => Holds((facts, weights) =>
    {
        var report = WorthReport.Of(facts, weights);
        var known = report.Terms.Where(part => part.Value is not null).ToList();
        if (known.Sum(part => part.Weight) == 0)
        {
            Assert.Null(report.Points);
            return;
        }

        var exact = 100 * known.Sum(part => part.Weight * part.Value!.Value) / known.Sum(part => part.Weight);
        var shown = Math.Round(known.Sum(part => part.Points!.Value), MidpointRounding.AwayFromZero);
        Assert.Equal(report.Points, (int)Math.Clamp(shown, 0, 100));
        Assert.InRange(report.Points!.Value, exact - 0.9, exact + 0.9);
    });

    [Fact]
    public void Every_term_is_shown_with_a_value_between_0_and_1_or_as_unknown_and_with_a_reason() => Holds((facts, weights) =>
    {
        var report = WorthReport.Of(facts, weights);
        Assert.Equal(WorthTerms.All, report.Terms.Select(part => part.Term));
        Assert.All(report.Terms, part =>
        {
            Assert.InRange(part.Value ?? 0, 0, 1);
            Assert.Equal(part.Value is null, part.Says.StartsWith("not known: ", StringComparison.Ordinal));
            Assert.Equal(weights[part.Term], part.Weight);
        });
    });

    [Fact]
    public void What_is_unknown_neither_raises_nor_lowers_it() => Holds((facts, weights) =>
    {
        var without = WorthReport.Of(facts with { Rank = null }, weights).Points;
        var off = new Dictionary<WorthTerm, int>(weights) { [WorthTerm.Authority] = 0 };
        Assert.Equal(without, WorthReport.Of(facts, off).Points);
    });

    [Fact]
    public void What_is_worse_never_raises_it() => Holds((facts, weights) =>
    {
        int? Points(WorthFacts of) => WorthReport.Of(of, weights).Points;
        Falls(Places.Select(place => Points(facts with { Placement = place })));
        Falls(Anchors.Select(anchor => Points(facts with { Anchor = anchor })));
        Falls(new[] { 0, 9, 10, 11, 50, 999, 5000 }.Select(links => Points(facts with { OutboundLinks = links })));
        Falls(new[] { 1, 2, 3, 70 }.Select(links => Points(facts with { DomainLinks = links })));
        Falls(new[] { 1, 2, 90, 5000, 999_999, 1_000_000 }.Select(position =>
            Points(facts with { Rank = new DomainRank("Tranco", "2026-11", position, 1_000_000) })));
        Falls(new[] { 32, 8, 7, 1, 0 }.Select(common => Points(facts with { Relevance = new TopicMatch(common, 32, "roses") })));
        var seen = facts with { Placement = Placement.Content };
        Falls([Points(seen with { Reasons = [] }), Points(seen with { Reasons = [Reason.RelSponsored] })]);
        Falls([Points(seen with { Reasons = [] }), Points(seen with { Reasons = [Reason.CanonicalElsewhere] })]);
    });

    [Fact]
    public void The_best_link_there_can_be_is_worth_100_and_the_worst_0()
    {
        var best = new WorthFacts
        {
            Placement = Placement.Content,
            Anchor = AnchorClass.Brand,
            OutboundLinks = 1,
            DomainLinks = 1,
            Relevance = new TopicMatch(8, 32, "roses"),
            Rank = new DomainRank("Tranco", "2026-11", 1, 1_000_000),
        };
        var worst = new WorthFacts
        {
            Reasons = [Reason.MetaNoindex, Reason.RelNofollow],
            Placement = Placement.Hidden,
            Anchor = AnchorClass.Empty,
            OutboundLinks = 1000,
            DomainLinks = 1000,
            Relevance = new TopicMatch(0, 32, ""),
            Rank = new DomainRank("Tranco", "2026-11", 1_000_000, 1_000_000),
        };

        Assert.Equal((100, 0), (WorthReport.Of(best, null).Points, WorthReport.Of(worst, null).Points));
    }

    [Fact]
    public void A_link_that_was_not_seen_is_neither_followed_nor_placed()
    {
        var report = WorthReport.Of(new WorthFacts { Reasons = [Reason.RobotsDisallowed] }, null);

        Assert.Equal(
            [WorthTerm.Indexability], report.Terms.Where(part => part.Value is not null).Select(part => part.Term));
        Assert.Equal(0, report.Points);
    }

    /// <summary>The table of docs/worth.md: term, value, weight, points, why.</summary>
    [Fact]
    public void The_example_of_the_documents_is_worked_out_as_it_says()
    {
        var facts = new WorthFacts
        {
            Reasons = [],
            Placement = Placement.Aside,
            Anchor = AnchorClass.Generic,
            OutboundLinks = 40,
            DomainLinks = 2,
            Relevance = new TopicMatch(6, 32, "roses garden pruning compost"),
            Rank = new DomainRank("Tranco", "tranco_2026-11-01", 250_001, 1_000_000),
            IsRankAsked = true,
        };
        var report = WorthReport.Of(facts, null);
        var rows = report.Terms.Select(part => string.Create(
            CultureInfo.InvariantCulture,
            $"| {part.Term.Name()} | {part.Value:0.00} | {part.Weight} | {part.Points:0.0} | {part.Says} |"));
        var documented = Repository.Read("docs/worth.md");

        Assert.All(rows, row => Assert.Contains(row + "\n", documented, StringComparison.Ordinal));
        var sum = string.Join(" + ", report.Terms.Select(part => string.Create(CultureInfo.InvariantCulture, $"{part.Points:0.0}")));
        Assert.Contains($"{sum} = ", documented, StringComparison.Ordinal);
        Assert.Contains($"**{report.Points}**", documented, StringComparison.Ordinal);
    }

    [Fact]
    public void The_documents_have_every_term_with_its_default_weight()
    {
        var rows = Regex.Matches(
                Repository.Read("docs/worth.md"), @"^\| `(?<term>[a-z]+)` \| (?<weight>\d+) \|",
                RegexOptions.Multiline | RegexOptions.NonBacktracking | RegexOptions.ExplicitCapture)
            .Select(row => (row.Groups["term"].Value, int.Parse(row.Groups["weight"].Value, CultureInfo.InvariantCulture)));

        Assert.Equal(WorthTerms.All.Select(term => (term.Name(), term.DefaultWeight())), rows);
    }

    private static void Falls(IEnumerable<int?> points)
    {
        var all = points.ToList();
        Assert.All(all.Zip(all.Skip(1)), pair => Assert.True(pair.First is null || pair.First >= pair.Second, string.Join(' ', all)));
    }

    private static void Holds(Action<WorthFacts, Dictionary<WorthTerm, int>> holds) => Prop.ForAll(
        AnyFacts.Zip(AnyWeights).ToArbitrary(), pair => holds(pair.Item1, pair.Item2)).QuickCheckThrowOnFailure();
}

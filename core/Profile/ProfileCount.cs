using System.Globalization;
using System.Runtime.InteropServices;
using LinkWatch.Links;
using LinkWatch.Storage;
using LinkWatch.Urls;

namespace LinkWatch.Profile;

/// <summary>
/// Counts a site's links for its profile, as they come by; none is kept. Its memory grows with the referring domains, up to a bound.
/// </summary>
public sealed class ProfileCount
{
    public const int Weeks = 26;

    private const int Largest = 10;

    /// <summary>Every two weeks, for two years.</summary>
    private static readonly int[] CurveDays = [.. Enumerable.Range(1, 52).Select(step => 14 * step)];

    /// <summary>What is counted by domain with a bit for each value; together they have fewer than 64.</summary>
    private static readonly ProfileFacetKind[] ByBit =
    [
        ProfileFacetKind.Status, ProfileFacetKind.Anchor, ProfileFacetKind.Placement, ProfileFacetKind.Acquired, ProfileFacetKind.Age,
        ProfileFacetKind.Language,
    ];

    private readonly Site site;
    private readonly DateTimeOffset now;
    private readonly LinkProfiler profiler;
    private readonly DomainTallies domains;
    private readonly Dictionary<ProfileFacet, Tally> tallies = [];
    private readonly Dictionary<int, int> ages = [];
    private readonly Dictionary<ProfileFacet, int> weeks = [];
    private readonly Dictionary<ProfileFacet, KaplanMeier> lives = [];
    private readonly DateOnly firstWeek;
    private readonly string firstWeekName;
    private int links;
    private int there;
    private int bits;

    public ProfileCount(Site site, DateTimeOffset now, PublicSuffix suffixes, int maxDomains = DomainTallies.MaxDomains)
    {
        (this.site, this.now) = (site, now);
        profiler = new LinkProfiler(site, now, suffixes);
        domains = new DomainTallies(maxDomains);
        firstWeek = LinkProfiler.WeekOf(profiler.Today).AddDays(-7 * (Weeks - 1));
        firstWeekName = Name(firstWeek);
    }

    public static async Task<SiteProfile> OfAsync(
        Site site, IAsyncEnumerable<LinkRow> links, DateTimeOffset now, PublicSuffix suffixes, CancellationToken cancellationToken)
    {
        var count = new ProfileCount(site, now, suffixes);
        await foreach (var link in links.WithCancellation(cancellationToken)) count.Add(link);
        return count.Profile();
    }

    public void Add(LinkRow row)
    {
        var link = profiler.Read(row);
        links++;
        foreach (var facet in link.Facets.Where(facet => facet.Kind is ProfileFacetKind.NewIn or ProfileFacetKind.LostIn))
        {
            if (string.CompareOrdinal(facet.Value, firstWeekName) >= 0)
                CollectionsMarshal.GetValueRefOrAddDefault(weeks, facet, out _)++;
        }

        if (link.Life is { } life) AddLife(link, life);
        if (link.IsThere) AddThere(link);
    }

    public SiteProfile Profile() => new()
    {
        Site = site.Id,
        At = now,
        Links = new(ProfileRule.Links, links, ProfileFilter.All),
        There = OfThere(ProfileRule.There, there),
        ReferringDomains = OfThere(ProfileRule.ReferringDomains, domains.Count),
        LinksOfOtherDomains = domains.LinksOfOthers,
        LinksPerDomain = OfThere(ProfileRule.LinksPerDomain, domains.Mean()),
        MedianLinksPerDomain = OfThere(ProfileRule.LinksPerDomain, domains.Median()),
        EffectiveDomains = OfThere(ProfileRule.EffectiveDomains, domains.Effective()),
        LargestDomains = new(ProfileRule.LargestDomains, there, domains.Count, [.. domains.Largest(Largest).Select(domain =>
            new ProfilePart(domain.Domain, domain.Links, 1, Filter(new(ProfileFacetKind.Domain, domain.Domain))))]),
        Follow = Shares(ProfileRule.Follow, ProfileFacetKind.Status),
        Anchors = Shares(ProfileRule.Anchors, ProfileFacetKind.Anchor),
        Placements = Shares(ProfileRule.Placements, ProfileFacetKind.Placement),
        Countries = Shares(ProfileRule.Countries, ProfileFacetKind.Country),
        Languages = Shares(ProfileRule.Languages, ProfileFacetKind.Language),
        Acquired = Shares(ProfileRule.Acquired, ProfileFacetKind.Acquired),
        Ages = InOrder(Shares(ProfileRule.Age, ProfileFacetKind.Age)),
        MedianAge = OfThere(ProfileRule.Age, Medians.Of(ages)),
        Weeks = [.. Enumerable.Range(0, Weeks).Select(week => Week(firstWeek.AddDays(7 * week)))],
        Survival =
        [
            .. lives.OrderBy(group => group.Key == ProfileFacet.Followed ? -1 : (int)group.Key.Kind)
                .ThenByDescending(group => group.Value.Links).ThenBy(group => group.Key.Value, StringComparer.Ordinal).Select(Group)
        ],
    };

    private void AddThere(ProfiledLink link)
    {
        there++;
        CollectionsMarshal.GetValueRefOrAddDefault(ages, link.Age, out _)++;
        var facets = 0UL;
        foreach (var facet in link.Facets.Where(facet => ByBit.Contains(facet.Kind)))
        {
            ref var tally = ref CollectionsMarshal.GetValueRefOrAddDefault(tallies, facet, out var isKnown);
            if (!isKnown) tally.Bit = 1UL << bits++;
            tally.Links++;
            facets |= tally.Bit;
        }

        AddCountry(link);
        if (domains.Add(link.Domain, facets) is not (> 0 and var added)) return;
        foreach (var facet in link.Facets.Where(facet => ByBit.Contains(facet.Kind)))
        {
            ref var tally = ref CollectionsMarshal.GetValueRefOrNullRef(tallies, facet);
            if ((tally.Bit & added) != 0) tally.Domains++;
        }
    }

    /// <summary>A domain has but one.</summary>
    private void AddCountry(ProfiledLink link)
    {
        var country = link.Facets.First(facet => facet.Kind == ProfileFacetKind.Country);
        ref var tally = ref CollectionsMarshal.GetValueRefOrAddDefault(tallies, country, out _);
        tally.Links++;
        if (!domains.Has(link.Domain) && !domains.IsFull) tally.Domains++;
    }

    private void AddLife(ProfiledLink link, LinkLife life)
    {
        foreach (var facet in link.Facets)
        {
            if (facet.Kind is not (ProfileFacetKind.Followed or ProfileFacetKind.Placement or ProfileFacetKind.Acquired)) continue;
            ref var lived = ref CollectionsMarshal.GetValueRefOrAddDefault(lives, facet, out _);
            (lived ??= new KaplanMeier()).Add(life);
        }
    }

    private ProfileShares Shares(ProfileRule rule, ProfileFacetKind kind) => new(rule, there, domains.Count,
    [
        .. tallies.Where(tally => tally.Key.Kind == kind)
            .OrderByDescending(tally => tally.Value.Domains).ThenByDescending(tally => tally.Value.Links)
            .ThenBy(tally => tally.Key.Value, StringComparer.Ordinal)
            .Select(tally => new ProfilePart(tally.Key.Value, tally.Value.Links, tally.Value.Domains, Filter(tally.Key)))
    ]);

    private static ProfileShares InOrder(ProfileShares ages) =>
        ages with { Parts = [.. ages.Parts.OrderBy(part => ProfileFacet.Ages.Single(band => band.Name == part.Value).FirstDay)] };

    private ProfileWeek Week(DateOnly monday)
    {
        var name = Name(monday);
        return new(monday, Figure(new(ProfileFacetKind.NewIn, name)), Figure(new(ProfileFacetKind.LostIn, name)));

        ProfileFigure Figure(ProfileFacet facet) =>
            new(ProfileRule.NewAndLost, weeks.GetValueOrDefault(facet), new ProfileFilter(facet));
    }

    private static string Name(DateOnly monday) => monday.ToString("O", CultureInfo.InvariantCulture);

    private static SurvivalGroup Group(KeyValuePair<ProfileFacet, KaplanMeier> group)
    {
        var (facet, lived) = group;
        var isAll = facet == ProfileFacet.Followed;
        var filter = isAll ? new ProfileFilter(facet) : new ProfileFilter(ProfileFacet.Followed, facet);
        var row = new SurvivalGroup(ProfileRule.Survival, isAll ? "all" : facet.Kind.Name(), facet.Value, lived.Links, lived.Lost, filter);
        return lived.Links < SurvivalGroup.MinLinks || lived.Lost < SurvivalGroup.MinLost
            ? row
            : row with
            {
                Points = lived.At(SurvivalGroup.Days),
                Median = lived.Median(),
                Curve = isAll ? lived.At(CurveDays) : [],
            };
    }

    private static ProfileFigure OfThere(ProfileRule rule, double? value) => new(rule, value, new ProfileFilter(ProfileFacet.There));

    private static ProfileFilter Filter(ProfileFacet facet) => new(ProfileFacet.There, facet);

    /// <summary>A facet's links, the domains that they are on, and its bit.</summary>
    private record struct Tally(int Links, int Domains, ulong Bit);
}

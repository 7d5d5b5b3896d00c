using FsCheck;
using FsCheck.Fluent;
using LinkWatch.Links;
using LinkWatch.Profile;
using LinkWatch.Storage;
using LinkWatch.Urls;

namespace LinkWatch.Tests.Core.Profile;

/// <summary>What holds of the profile of any links.</summary>
public sealed class ProfileProperties
{
    [Fact]
    public void Every_number_is_the_number_of_the_rows_that_its_filter_selects() => Holds((profile, links) =>
    {
        Assert.Equal(links.Count, profile.Links.Value);
        Assert.Equal(Behind(profile.There.Filter, links).Count, profile.There.Value);
        Assert.Equal(Domains(Behind(profile.ReferringDomains.Filter, links)), profile.ReferringDomains.Value);
        foreach (var part in Wholes(profile).Append(profile.LargestDomains).SelectMany(whole => whole.Parts))
        {
            var behind = Behind(part.Filter, links);
            Assert.Equal((behind.Count, Domains(behind)), (part.Links, part.Domains));
        }

        foreach (var figure in profile.Weeks.SelectMany(week => new[] { week.New, week.Lost }))
            Assert.Equal(Behind(figure.Filter, links).Count, figure.Value);
        foreach (var group in profile.Survival)
        {
            var behind = Behind(group.Filter, links);
            Assert.Equal((behind.Count, behind.Count(link => link.Life!.Value.IsLost)), (group.Links, group.Lost));
        }
    });

    [Fact]
    public void The_links_of_the_parts_add_up_to_those_of_the_whole() => Holds((profile, _) => Assert.All(Wholes(profile), whole =>
    {
        Assert.Equal((int)profile.There.Value!, whole.Links);
        Assert.Equal(whole.Links, whole.Parts.Sum(part => part.Links));
        Assert.True(whole.Parts.Sum(part => part.Domains) >= whole.Domains);
        Assert.All(whole.Parts, part => Assert.InRange(part.Domains, 1, Math.Min(part.Links, whole.Domains)));
    }));

    [Fact]
    public void The_domains_of_all_countries_are_all_domains() => Holds((profile, _) =>
        Assert.Equal(profile.Countries.Domains, profile.Countries.Parts.Sum(part => part.Domains)));

    [Fact]
    public void As_many_domains_count_as_effective_as_there_are_at_most() => Holds((profile, _) =>
    {
        if (profile.There.Value > 0) Assert.InRange(profile.EffectiveDomains.Value!.Value, 1, profile.ReferringDomains.Value!.Value + 1e-9);
        else Assert.Null(profile.EffectiveDomains.Value);
    });

    [Fact]
    public void A_filter_is_read_as_it_is_written() => Holds((profile, _) => Assert.All(
        Wholes(profile).SelectMany(whole => whole.Parts).Select(part => part.Filter).Append(ProfileFilter.All),
        filter => Assert.Equal(filter.Facets, ProfileFilter.TryParse(filter.ToString())!.Facets)));

    [Fact]
    public void The_order_of_the_links_makes_no_difference() => Prop.ForAll(SomeLinks.Any.ToArbitrary(), rows =>
        Assert.Equal(Json.Write(Of(rows)), Json.Write(Of([.. Enumerable.Reverse(rows)])))).QuickCheckThrowOnFailure();

    private static IReadOnlyList<ProfileShares> Wholes(SiteProfile profile) =>
        [profile.Follow, profile.Anchors, profile.Placements, profile.Countries, profile.Languages, profile.Acquired, profile.Ages];

    private static List<ProfiledLink> Behind(ProfileFilter filter, IReadOnlyList<ProfiledLink> links) =>
        [.. links.Where(link => filter.Fits(link.Facets))];

    private static int Domains(IEnumerable<ProfiledLink> links) => links.DistinctBy(link => link.Domain).Count();

    private static void Holds(Action<SiteProfile, IReadOnlyList<ProfiledLink>> check) => Prop.ForAll(SomeLinks.Any.ToArbitrary(), rows =>
    {
        var profiler = new LinkProfiler(SomeLinks.Shop, SomeLinks.Now, PublicSuffix.BuiltIn);
        check(Of(rows), [.. rows.Select(profiler.Read)]);
    }).QuickCheckThrowOnFailure();

    private static SiteProfile Of(IReadOnlyList<LinkRow> rows)
    {
        var count = new ProfileCount(SomeLinks.Shop, SomeLinks.Now, PublicSuffix.BuiltIn);
        foreach (var row in rows) count.Add(row);
        return count.Profile();
    }
}

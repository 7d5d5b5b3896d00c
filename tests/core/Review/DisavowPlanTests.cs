using LinkWatch.Links;
using LinkWatch.Review;
using LinkWatch.Urls;

namespace LinkWatch.Tests.Core.Review;

public sealed class DisavowPlanTests
{
    private static readonly Site Shop = new() { Id = "shop", Domains = ["www.shop.example"] };

    [Theory]
    [InlineData("https://blog.spam.co.uk/a", "domain:spam.co.uk")]
    [InlineData("https://one.github.io/a", "domain:one.github.io")]
    [InlineData("https://github.io/a", "https://github.io/a")]
    [InlineData("http://192.0.2.7/a#b", "http://192.0.2.7/a")]
    public void A_page_stands_for_what_someone_registered_and_never_for_a_suffix(string page, string entry) =>
        Assert.Equal(entry, DisavowPlan.EntryOf(WebUrl.Parse(page), isUrl: false, PublicSuffix.BuiltIn).Text);

    [Fact]
    public void A_domain_counts_every_link_of_the_site_that_it_covers_followed_ones_by_themselves()
    {
        var plan = Plan("", "https://spam.example/x", "domain:spam.example", "domain:a.spam.example", "https://other.example/y");

        Show(plan, "https://spam.example/x", Status.Nofollow);
        Show(plan, "https://blog.a.spam.example/", Status.Live);
        Show(plan, "https://other.example/z", Status.Live);

        Assert.Equal(["domain:spam.example", "https://other.example/y"], plan.Entries.Select(entry => entry.Text));
        Assert.Equal((2, 1, "https://blog.a.spam.example/"), (plan.AlreadyCovered, plan.Followed, plan.FirstFollowed?.Href));
        Assert.Equal([(2, 1), (0, 0)], plan.Entries.Select(entry => (plan.LinksOf(entry), plan.FollowedOf(entry))));
    }

    [Fact]
    public void The_same_links_give_the_same_evidence_in_whatever_order_they_are_shown()
    {
        string[] pages = ["https://spam.example/b", "https://spam.example/a", "https://spam.example/c"];

        Assert.All(new[] { pages, [.. pages.Reverse()] }, shown =>
        {
            var plan = Plan("", "domain:spam.example");
            foreach (var page in shown) Show(plan, page, Status.Nofollow);
            var addition = Assert.Single(plan.Additions(new DateOnly(2026, 11, 30), DisavowReason.CannotRemove));
            Assert.EndsWith("on https://spam.example/a (and 2 more links)", addition.Comment, StringComparison.Ordinal);
        });
    }

    [Theory]
    [InlineData("domain:shop.example")]
    [InlineData("domain:blog.shop.example")]
    [InlineData("domain:www.shop.example")]
    [InlineData("https://shop.example/tea")]
    public void The_sites_own_domain_is_never_disavowed(string entry)
    {
        var plan = Plan("", entry);

        Assert.Empty(plan.Entries);
        Assert.Equal("it is the site's own", Assert.Single(plan.Refused).Reason);
    }

    [Fact]
    public void What_the_file_covers_is_not_added_again()
    {
        var plan = Plan(
            "domain:spam.example\nhttps://b.example/x", "https://a.spam.example/", "https://B.example/x", "https://b.example/y");

        Assert.Equal(("https://b.example/y", 2), (Assert.Single(plan.Entries).Text, plan.AlreadyCovered));
    }

    [Fact]
    public void An_address_that_gets_too_long_when_it_is_written_out_is_left_out()
    {
        var plan = Plan("", "https://a.example/" + new string('é', 1000));

        Assert.Equal("an address may have 2048 characters", Assert.Single(plan.Refused).Reason);
    }

    private static DisavowPlan Plan(string file, params string[] entries)
    {
        var plan = new DisavowPlan(DisavowFile.Read(System.Text.Encoding.UTF8.GetBytes(file)), Shop);
        foreach (var entry in entries) plan.Ask(DisavowEntry.Read(entry, out _)!);
        plan.Close();
        return plan;
    }

    private static void Show(DisavowPlan plan, string page, Status status) =>
        plan.Show(WebUrl.Parse(page), new DisavowEvidence(status, [], "tea", page));
}

using LinkWatch.Tests.Core.Topics;
using LinkWatch.Topics;

namespace LinkWatch.Tests.Core.Checking;

/// <summary>What a visit keeps of a page's topic, links and network: nothing new unless the page is about something else.</summary>
public sealed class TopicOfPageTests : VisitorTests
{
    private static LabelledPage Roses => LabelledPage.All[1];

    private static LabelledPage Invoicing => LabelledPage.All.First(page => page.Topic == "invoicing");

    [Fact]
    public async Task A_first_reading_tells_it()
    {
        Web.Page(Post, Roses.Html(), Holding);

        Assert.Equal(Roses.Read(), (await VisitAsync()).Known!.Topic);
    }

    [Fact]
    public async Task A_page_without_words_has_the_language_that_its_server_declares()
    {
        Web.Page(Post, "holds it", Holding, ("Content-Language", "nl-BE"));

        Assert.Equal("nl", (await VisitAsync()).Known!.Topic!.Language);
    }

    [Fact]
    public async Task A_page_that_tells_neither_is_not_asked_again_by_readings_with_validators()
    {
        Web.Page(Post, "holds it", Holding);
        var known = (await VisitAsync()).Known!;
        Assert.Equal((PageTopic.None, null), (known.Topic, known.ToldTopic));
        Web.Page(Post, Roses.Html(), Holding);

        Assert.Equal(PageTopic.None, (await VisitAsync(known)).Known!.Topic);
        Assert.Equal(Roses.Read(), (await VisitAsync(known, isUnconditional: true)).Known!.Topic);
    }

    [Fact]
    public async Task An_unchanged_page_keeps_it()
    {
        Web.Unchanging(Post, Roses.Html(), Holding, "\"1\"");
        var known = (await VisitAsync()).Known;

        var visit = await VisitAsync(known);

        Assert.True(visit.IsUnchanged);
        Assert.Same(known!.Topic, visit.Known!.Topic);
    }

    [Fact]
    public async Task Only_a_reading_without_validators_finds_another_one()
    {
        Web.Page(Post, Roses.Html(), Holding);
        var known = (await VisitAsync()).Known;
        Web.Page(Post, Invoicing.Html(), Holding);

        Assert.Equal(Roses.Read(), (await VisitAsync(known)).Known!.Topic);
        Assert.Equal(Invoicing.Read(), (await VisitAsync(known, isUnconditional: true)).Known!.Topic);
    }

    [Fact]
    public async Task A_page_that_lost_the_link_or_stands_in_place_of_the_page_changes_nothing()
    {
        Web.Page(Post, Roses.Html(), Holding);
        var known = (await VisitAsync()).Known;
        Web.Page(Post, Invoicing.Html(), Lacking);
        var lost = (await VisitAsync(known, isUnconditional: true)).Known;
        Web.Answer(Post, 404, Invoicing.Html());

        Assert.Equal(Roses.Read(), lost!.Topic);
        Assert.Equal(Roses.Read(), (await VisitAsync(known, isUnconditional: true)).Known!.Topic);
    }

    [Fact]
    public async Task The_network_is_that_of_the_first_reading()
    {
        Web.Page(Post, Roses.Html(), Holding);
        Assert.Null((await VisitAsync()).Known!.Network);

        Web.Network = "203.0.113.0/24";
        var known = (await VisitAsync()).Known;
        Web.Network = "198.51.100.0/24";

        Assert.Equal("203.0.113.0/24", known!.Network);
        Assert.Equal("203.0.113.0/24", (await VisitAsync(known)).Known!.Network);
        Assert.Equal("203.0.113.0/24", (await VisitAsync(known, isUnconditional: true)).Known!.Network);
    }

    [Fact]
    public async Task Where_a_page_links_to_is_kept_of_a_target_alone_and_looked_at_again_by_readings_without_validators()
    {
        Web.Page(Post, Roses.Html("<a href=https://partner.example>Partner</a>"), Holding);
        Assert.Null((await VisitAsync()).Known!.LinksTo);
        var known = (await VisitAsync(isTarget: true)).Known;
        Assert.Equal("partner.example", known!.LinksTo);
        Web.Page(Post, Roses.Html(), Holding);

        Assert.Equal("partner.example", (await VisitAsync(known, isTarget: true)).Known!.LinksTo);
        Assert.Equal("", (await VisitAsync(known, isTarget: true, isUnconditional: true)).Known!.LinksTo);
    }

    [Fact]
    public async Task A_page_that_was_known_before_topics_were_kept_learns_its_own()
    {
        Web.Page(Post, Roses.Html(), Holding);
        var known = (await VisitAsync()).Known! with { Topic = null, Validators = null };

        Assert.Equal(Roses.Read(), (await VisitAsync(known, isUnconditional: true)).Known!.Topic);
    }
}

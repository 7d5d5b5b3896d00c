using LinkWatch.Html;
using LinkWatch.Links;

namespace LinkWatch.Tests.Core.Html;

public sealed class PlacementRulesTests
{
    [Theory]
    [InlineData("div", Placement.Content)]
    [InlineData("nav", Placement.Navigation)]
    [InlineData("header", Placement.Header)]
    [InlineData("footer", Placement.Footer)]
    [InlineData("aside", Placement.Aside)]
    [InlineData("noscript", Placement.Noscript)]
    [InlineData("header>nav", Placement.Navigation)]
    [InlineData("footer>nav", Placement.Footer)]
    [InlineData("aside>nav", Placement.Aside)]
    [InlineData("article>footer", Placement.Content)]
    [InlineData("main>header", Placement.Content)]
    [InlineData("article>nav", Placement.Navigation)]
    [InlineData("header>main", Placement.Content)]
    public void Elements_tell_the_placement(string open, Placement expected) => Assert.Equal(expected, PlaceIn(open));

    [Theory]
    [InlineData("div.comments-area", Placement.Comment)]
    [InlineData("ol.commentlist", Placement.Comment)]
    [InlineData("article>div.comment>footer", Placement.Comment)]
    [InlineData("aside>div.widget_recent_comments", Placement.Comment)]
    [InlineData("div.left-sidebar", Placement.Aside)]
    [InlineData("div.sidebar-primary", Placement.Aside)]
    [InlineData("div.widget", Placement.Aside)]
    [InlineData("div.siteFooter", Placement.Footer)]
    [InlineData("div.footer-widgets>ul.menu", Placement.Footer)]
    [InlineData("div.site-header>ul.main-menu", Placement.Navigation)]
    [InlineData("ul.breadcrumbs", Placement.Navigation)]
    [InlineData("div.wide site_footer", Placement.Footer)]
    public void Ids_and_class_names_tell_the_placement(string open, Placement expected) => Assert.Equal(expected, PlaceIn(open));

    [Theory]
    [InlineData("div.no-sidebar")]
    [InlineData("div.has-sidebar")]
    [InlineData("div.content-sidebar-wrap")]
    [InlineData("div.elementor-widget-container")]
    [InlineData("div.entry-header")]
    [InlineData("div.card-footer")]
    [InlineData("body.right-sidebar")]
    [InlineData("h2.header")]
    [InlineData("span.comment")]
    [InlineData("div.commentary")]
    [InlineData("article>div.footer")]
    public void Names_that_describe_layout_or_smaller_parts_do_not(string open) => Assert.Equal(Placement.Content, PlaceIn(open));

    [Theory]
    [InlineData("navigation", Placement.Navigation)]
    [InlineData("BANNER", Placement.Header)]
    [InlineData("x contentinfo", Placement.Footer)]
    [InlineData("complementary", Placement.Aside)]
    [InlineData("main", Placement.Content)]
    public void Aria_roles_tell_the_placement(string role, Placement expected) =>
        Assert.Equal(expected, PlacementRules.Within(Surroundings.Page, new OpenElement { Name = "div", Role = role }).Placement);

    [Fact]
    public void A_role_outranks_the_element_even_within_an_article() =>
        Assert.Equal(Placement.Footer, PlacementRules.Within(
            new Surroundings(Placement.Content, InSection: true), new OpenElement { Name = "div", Role = "contentinfo" }).Placement);

    [Theory]
    [InlineData("display:none")]
    [InlineData("color:red; DISPLAY : None !important")]
    [InlineData("visibility:hidden")]
    [InlineData("font-size:0px")]
    [InlineData("position:absolute;left:-9999px")]
    [InlineData("text-indent: -5000em")]
    public void Inline_styles_hide(string style)
    {
        Assert.Equal(Placement.Hidden, PlacementRules.Of(Surroundings.Page, new OpenElement { Name = "a", Style = style }));
        Assert.Equal(
            Placement.Hidden, PlacementRules.Within(Surroundings.Page, new OpenElement { Name = "footer", Style = style }).Placement);
    }

    [Theory]
    [InlineData("display:block")]
    [InlineData("opacity:0")]
    [InlineData("font-size:0.9em")]
    [InlineData("margin-left:-12px")]
    [InlineData("display")]
    [InlineData(";;:")]
    public void Other_styles_do_not(string style) =>
        Assert.Equal(Placement.Content, PlacementRules.Of(Surroundings.Page, new OpenElement { Name = "a", Style = style }));

    [Fact]
    public void Hidden_stays_hidden_and_noscript_outranks_it()
    {
        var hidden = PlacementRules.Within(Surroundings.Page, new OpenElement { Name = "div", IsHidden = true });
        Assert.Equal(Placement.Hidden, PlacementRules.Within(hidden, new OpenElement { Name = "main" }).Placement);
        var noscript = PlacementRules.Within(hidden, new OpenElement { Name = "noscript" });
        Assert.Equal(Placement.Noscript, PlacementRules.Of(noscript, new OpenElement { Name = "a", IsHidden = true }));
    }

    /// <summary><c>article&gt;div.comment</c>: the open elements from the outermost in, with their class.</summary>
    private static Placement PlaceIn(string open)
    {
        var surroundings = Surroundings.Page;
        foreach (var element in open.Split('>'))
        {
            var parts = element.Split('.', 2);
            surroundings = PlacementRules.Within(surroundings, new OpenElement { Name = parts[0], Class = parts.ElementAtOrDefault(1) });
        }

        return PlacementRules.Of(surroundings, new OpenElement { Name = "a" });
    }
}

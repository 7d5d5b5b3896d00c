using LinkWatch.Fetching;
using LinkWatch.Judging;
using LinkWatch.Links;
using LinkWatch.Sites;
using LinkWatch.Storage;
using LinkWatch.Urls;

namespace LinkWatch.Tests.Core.Sites;

public sealed class PageEditTests
{
    [Fact]
    public void A_page_whose_link_is_edited_is_read_anew_but_how_it_ends_stays_known()
    {
        var url = WebUrl.Parse("https://blog.example/a");
        var link = new TrackedLink
        {
            LinkId = "1",
            SiteId = "shop",
            Target = new LinkTarget(WebUrl.Parse("https://shop.example/")),
            Cadence = Cadence.Daily,
        };
        var page = PageEdit.New(0, Ids.Page(url), url, [link]) with
        {
            Known = new KnownPage
            {
                FinalUrl = url,
                Validators = new Validators("\"1\"", null),
                BodyHash = "hash",
                Ending = new PageEnding(IsClosed: true, BrokenSince: null),
            },
        };

        var known = PageEdit.With(page, [link with { ExpectedRel = ["ugc"] }]).Known!;

        Assert.Equal((null, null, null), (known.Validators, known.BodyHash, known.Reading));
        Assert.Equal(page.Known.Ending, known.Ending);
    }
}

using LinkWatch.Checking;
using LinkWatch.Confirming;
using LinkWatch.Judging;
using LinkWatch.Links;
using LinkWatch.Storage;
using LinkWatch.Tests.Contracts;

namespace LinkWatch.Tests.Core.Checking;

public sealed class CheckedPageTests
{
    private const string AsItWas = "Ten teas";
    private const string AsItIs = "Page not found";

    [Theory]
    [InlineData(true, AsItWas)]
    [InlineData(false, AsItIs)]
    public void A_links_change_keeps_the_title_of_the_page_that_held_the_link_also_if_a_candidate_was_visited_there(
        bool hasLinkChanged, string title)
    {
        var page = Sample.Page(Sample.Id("1"));
        var row = page with { Known = new KnownPage { FinalUrl = page.Url, Fingerprint = new Fingerprint(AsItWas, 900, 3) } };
        var link = new CheckedLink(row.Links[0], row.Links[0], hasLinkChanged ? Sample.LinkChange(0) : null, IsRead: true);
        var reading = new LinkReading { PlannedAt = Sample.Noon, Status = Status.Lost, Reasons = [Reason.PageGone] };
        var visited = new CheckedPage(row, new SlicePage(row.Key, row.Url.Authority, false, null), null, [link])
        {
            Candidates = [new VisitedCandidate("other", reading)],
            Title = AsItIs,
        };

        var change = visited.Outcome(Sample.Noon).Change!;

        Assert.Equal((title, 1, hasLinkChanged ? 1 : 0), (change.Title, change.Candidates!.Count, change.Links.Count));
    }
}

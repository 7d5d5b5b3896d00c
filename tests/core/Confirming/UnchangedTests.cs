using LinkWatch.Confirming;
using LinkWatch.Links;

namespace LinkWatch.Tests.Core.Confirming;

public class UnchangedTests
{
    private const double Day = 24;

    [Fact]
    public void A_reason_that_changes_within_a_status_is_history()
    {
        var link = new Watched();
        link.Read(0, Some.Live);
        link.ReadEach(Some.Gone, 1 * Day, 2 * Day);
        link.ReadEach(Some.Worse(Reason.NotHtml), 3 * Day, 4 * Day);

        var change = link.Changes[^1];
        Assert.Equal((ChangeKind.State, Status.Lost, Status.Lost, false), (change.Kind, change.Old, change.New, change.IsAlert));
        Assert.Equal([Reason.PageGone], change.OldReasons);
        Assert.Equal([Reason.NotHtml], change.Reasons);
        Assert.Equal(Watched.Hour(1 * Day), link.State.Since);
    }

    [Fact]
    public void Reasons_in_another_order_are_the_same_reasons()
    {
        var link = new Watched();
        link.ReadEach(Some.Worse(Reason.RelNofollow, Reason.RelUgc), 0, 12);
        link.ReadEach(Some.Worse(Reason.RelUgc, Reason.RelNofollow), 24, 48, 72);

        Assert.Null(link.State.OtherReasons);
        Assert.Equal(2, link.Changes.Count);
    }

    [Fact]
    public void Reasons_that_alternate_leave_no_trail()
    {
        var link = new Watched();
        link.Read(0, Some.Live);
        link.ReadEach(Some.Gone, 1 * Day, 2 * Day);
        for (var day = 3; day < 30; day++) link.Read(day * Day, day % 2 == 0 ? Some.Gone : Some.Worse(Reason.NotHtml));

        Assert.Equal(2, link.Changes.Count);
    }

    [Fact]
    public void A_new_anchor_is_reported_with_the_old_one()
    {
        var link = Live();
        link.ReadEach(Some.Live with { Detail = Some.Detail with { Anchor = "Cheap shoes" } }, 1 * Day, 2 * Day, 3 * Day);

        var change = Assert.Single(link.Changes, c => c.Kind == ChangeKind.Detail);
        Assert.Equal(("Fine shoes", "Cheap shoes", true), (change.OldDetail?.Anchor, change.NewDetail?.Anchor, change.IsAlert));
        Assert.Equal((Watched.Hour(1 * Day), Watched.Hour(2 * Day), 2), (change.Since, change.At, change.Readings));
        Assert.Equal((Status.Live, Status.Live), (change.Old, change.New));
    }

    [Fact]
    public void An_anchor_that_is_another_each_time_is_never_reported()
    {
        var link = Live();
        for (var day = 1; day < 30; day++)
        {
            link.Read(day * Day, Some.Live with { Detail = Some.Detail with { Anchor = $"{day} comments" } });
        }

        Assert.Single(link.Changes);
    }

    [Theory]
    [InlineData("https://shop.example/shoes", " Fine\n  shoes ", "")]
    [InlineData("http://www.shop.example/shoes/", "Fine shoes", "")]
    [InlineData("https://shop.example/shoes", "Fine shoes", "noopener external")]
    public void Another_spelling_of_the_same_link_is_no_change(string href, string anchor, string rel)
    {
        var link = Live();
        var detail = new LinkDetail(href, anchor, Placement.Navigation, rel.Split(' ', StringSplitOptions.RemoveEmptyEntries));
        link.ReadEach(Some.Live with { Detail = detail }, 1 * Day, 2 * Day, 3 * Day);

        Assert.Single(link.Changes);
        Assert.Equal(detail, link.State.Detail);
    }

    [Fact]
    public void An_anchor_that_was_cut_when_the_link_was_first_read_is_no_news_when_it_is_whole()
    {
        var link = new Watched();
        link.Read(0, Some.Live with { IsComplete = false, Detail = Some.Detail with { Anchor = Some.Detail.Anchor[..1] } });

        link.ReadEach(Some.Live, 1 * Day, 2 * Day, 3 * Day);

        Assert.Equal(Some.Detail, link.State.Detail);
        Assert.DoesNotContain(link.Changes, change => change.Kind == ChangeKind.Detail);
    }

    [Fact]
    public void A_cut_body_says_nothing_of_reasons_and_detail()
    {
        var link = new Watched();
        link.ReadEach(Some.Nofollow, 0, 12);
        var cut = Some.Worse(Reason.RelUgc) with { IsComplete = false, Detail = Some.Detail with { Anchor = "Menu" } };
        link.ReadEach(cut, 1 * Day, 2 * Day, 3 * Day);

        Assert.Equal([Reason.RelNofollow], link.State.Reasons);
        Assert.Equal(Some.Detail, link.State.Detail);
        Assert.Null(link.State.OtherDetail);
    }

    [Fact]
    public void Reasons_and_detail_that_change_together_make_one_change()
    {
        var link = new Watched();
        link.ReadEach(Some.Nofollow, 0, 12);
        link.ReadEach(Some.Worse(Reason.RelUgc) with { Detail = Some.Detail with { Anchor = "Cheap shoes" } }, 1 * Day, 2 * Day);

        var change = link.Changes[^1];
        Assert.Equal((ChangeKind.Detail, true), (change.Kind, change.IsAlert));
        Assert.Equal([Reason.RelNofollow], change.OldReasons);
        Assert.Equal([Reason.RelUgc], change.Reasons);
        Assert.Equal([Reason.RelUgc], link.State.Reasons);
    }

    [Fact]
    public void A_link_first_seen_within_a_status_is_noted_without_a_change()
    {
        var link = new Watched();
        link.ReadEach(Some.Unread, 0, 12);
        link.Read(1 * Day, Some.Worse(Reason.RobotsDisallowed));

        Assert.Equal(Some.Detail, link.State.Detail);
        Assert.Equal(2, link.Changes.Count);
    }

    private static Watched Live()
    {
        var link = new Watched();
        link.Read(0, Some.Live);
        return link;
    }
}

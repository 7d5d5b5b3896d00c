using LinkWatch.Confirming;
using LinkWatch.Links;

namespace LinkWatch.Tests.Core.Confirming;

public class ConfirmTests
{
    [Theory]
    [InlineData("https://shop.example/shoes?ref=blog.example")]
    [InlineData("https://shop.example/shoes?source=https%3A%2F%2Fblog.example%2Fpost")]
    [InlineData("https://shop.example/shoes?utm_source=blog.example")]
    [InlineData("http://www.shop.example/shoes/")]
    public void A_blog_that_begins_to_name_itself_in_its_links_is_no_news(string href)
    {
        var link = new Watched();
        link.Read(0, Some.Live);
        link.ReadEach(Some.Live with { Detail = Some.Detail with { Href = href } }, 24, 48, 72);

        Assert.Single(link.Changes);
    }

    [Fact]
    public void A_repeated_reading_is_no_extra_one()
    {
        var link = new Watched();
        link.Read(0, Some.Live);
        link.Read(24, Some.Gone);
        var before = link.State;

        for (var i = 0; i < 5; i++)
        {
            var again = link.Read(24, Some.Gone);
            Assert.Same(before, again.State);
            Assert.Null(again.Change);
            Assert.Null(again.RecheckAt);
        }
    }

    [Fact]
    public void An_older_check_come_late_does_not_overwrite_a_newer_one()
    {
        var link = new Watched();
        link.Read(0, Some.Live);
        link.ReadEach(Some.Gone, 24, 48);
        var before = link.State;

        link.Read(47, Some.Live);

        Assert.Same(before, link.State);
    }

    [Theory]
    [InlineData(71, true)]
    [InlineData(72, false)]
    public void Agreement_across_days_in_which_nothing_could_be_seen_is_no_agreement(double seenAgain, bool isConfirmed)
    {
        var link = new Watched();
        link.Read(0, Some.Live);
        link.Read(20, Some.Gone);
        link.ReadEach(Some.Unknown(), 24, 48, 70);

        Assert.Equal(isConfirmed, link.Read(seenAgain, Some.Gone).Change is { New: Status.Lost });
        Assert.Equal(!isConfirmed, link.Read(seenAgain + 24, Some.Gone).Change is { New: Status.Lost });
    }

    [Fact]
    public void Only_the_first_reading_of_a_pending_link_is_reported_before_its_baseline()
    {
        var link = new Watched();
        link.Read(0, Some.Unknown(Reason.Blocked));
        link.Read(1, Some.Gone);
        link.Read(2, Some.Unknown());
        link.Read(25, Some.Gone);

        Assert.Collection(
            link.Changes,
            first => Assert.Equal((null, Reason.Blocked), (first.New, first.Reasons[0])),
            second => Assert.Equal((Status.Lost, Reason.PageGone), (second.New, second.Reasons[0])));
        Assert.All(link.Changes, change => Assert.Equal((ChangeKind.Baseline, false), (change.Kind, change.IsAlert)));
    }

    [Fact]
    public void A_loss_is_reported_with_its_readings_times_evidence_and_the_link_as_it_was()
    {
        var link = new Watched();
        link.Read(0, Some.Live);
        link.Read(24, Some.Gone);
        link.Read(30, Some.Gone);

        var change = link.Read(48, Some.Gone with { Evidence = ["404 Not Found"] }).Change!;

        Assert.Equal((ChangeKind.State, Status.Live, Status.Lost, true), (change.Kind, change.Old, change.New, change.IsAlert));
        Assert.Equal((Watched.Hour(24), Watched.Hour(48), 3), (change.Since, change.At, change.Readings));
        Assert.Equal(["404 Not Found"], change.Evidence);
        Assert.Equal((Some.Detail, null), (change.OldDetail, change.NewDetail));
        Assert.Equal(Watched.Hour(24), link.State.Since);
    }

    [Fact]
    public void A_change_has_the_reasons_of_the_last_reading()
    {
        var link = new Watched();
        link.Read(0, Some.Live);
        link.Read(24, Some.Gone);

        var change = link.ReadEach(Some.Worse(Reason.PageReplaced), 60, 96).Change;

        Assert.Equal([Reason.PageReplaced], change?.Reasons);
        Assert.Equal([Reason.PageReplaced], link.State.Reasons);
    }

    [Fact]
    public void An_unknown_reading_neither_counts_nor_resets()
    {
        var link = new Watched();
        link.Read(0, Some.Live);
        link.Read(24, Some.Gone);
        var candidate = link.State.Candidate;

        link.ReadEach(Some.Unknown(), 30, 36, 42);
        Assert.Equal(candidate, link.State.Candidate);

        Assert.Equal(Status.Lost, link.Read(48, Some.Gone).Change?.New);
    }

    [Fact]
    public void A_reading_as_good_as_believed_withdraws_the_candidate()
    {
        var link = new Watched();
        link.Read(0, Some.Live);
        link.Read(24, Some.Gone);
        link.Read(36, Some.Live);
        Assert.Null(link.State.Candidate);

        Assert.Null(link.Read(48, Some.Gone).Change);
        Assert.Equal(Watched.Hour(48), link.State.Candidate?.First);
    }

    [Fact]
    public void A_link_seen_in_a_cut_body_withdraws_the_loss_but_brings_nothing_back()
    {
        var cut = Some.Live with { IsComplete = false };
        var link = new Watched();
        link.Read(0, Some.Live);
        link.Read(24, Some.Gone);
        link.Read(30, cut);
        Assert.Null(link.State.Candidate);

        link.ReadEach(Some.Gone, 48, 72, 96, 120, 144, 168, 216);
        Assert.Equal(Status.Lost, link.State.Status);
        Assert.Null(link.Read(240, cut).Change);
        Assert.Equal(Status.Lost, link.State.Status);
    }

    [Fact]
    public void A_link_seen_withheld_ends_the_count_of_its_absence()
    {
        var link = new Watched();
        link.Read(0, Some.Live);
        link.ReadEach(Some.Removed, 24, 26, 28);

        link.Read(29, Some.Nofollow);

        Assert.Equal((Status.Nofollow, 1), (link.State.Candidate?.Status, link.State.Candidate?.Readings));
        Assert.Empty(link.State.SetAside);
        Assert.Null(link.Read(30, Some.Removed).Change);
        Assert.Equal((Status.Lost, 1), (link.State.Candidate?.Status, link.State.Candidate?.Readings));
    }

    [Fact]
    public void An_absence_neither_counts_toward_nofollow_nor_resets_it()
    {
        var link = new Watched();
        link.Read(0, Some.Live);
        link.Read(24, Some.Nofollow);
        Assert.Null(link.Read(36, Some.Removed).Change);
        Assert.Equal(Status.Nofollow, Assert.Single(link.State.SetAside).Status);

        var change = link.Read(37, Some.Nofollow).Change;

        Assert.Equal((Status.Nofollow, 2, Watched.Hour(24)), (change?.New, change?.Readings, change?.Since));
    }

    [Fact]
    public void A_link_that_is_nofollow_and_absent_by_turns_is_never_reported_lost()
    {
        var link = new Watched();
        link.Read(0, Some.Live);
        for (var day = 1; day < 60; day++) link.Read(24 * day, day % 2 == 0 ? Some.Nofollow : Some.Removed);

        Assert.Equal([Status.Live, Status.Nofollow], link.Changes.Select(c => c.New!.Value));
    }

    [Fact]
    public void A_page_that_may_be_indexed_again_ends_the_count_of_noindex_but_not_that_of_nofollow()
    {
        var link = new Watched();
        link.Read(0, Some.Live);
        link.Read(24, Some.Nofollow);
        link.Read(30, Some.Worse(Reason.MetaNoindex, Reason.RelNofollow));
        Assert.Equal(Status.Unindexed, link.State.Candidate?.Status);

        Assert.Equal(Status.Nofollow, link.Read(36, Some.Nofollow).Change?.New);
        Assert.Empty(link.State.SetAside);
    }

    [Fact]
    public void A_page_that_may_not_be_read_says_nothing_of_presence()
    {
        var link = new Watched();
        link.Read(0, Some.Live);
        link.Read(24, Some.Gone);
        link.Read(36, Some.Unread);
        Assert.Equal([Status.Unindexed, Status.Lost], link.State.SetAside.Prepend(link.State.Candidate!).Select(c => c.Status));
        Assert.Null(link.State.Flap);

        Assert.Equal(Status.Lost, link.Read(48, Some.Gone).Change?.New);
    }

    [Fact]
    public void A_link_never_seen_by_LinkWatch_is_not_reported_lost()
    {
        var link = new Watched();
        link.ReadEach(Some.Unread, 0, 12);
        link.ReadEach(Some.Gone, 36, 60);

        Assert.Equal(Status.Lost, link.State.Status);
        Assert.All(link.Changes, change => Assert.False(change.IsAlert));
    }

    [Fact]
    public void A_link_nofollow_from_the_start_is_reported_only_when_lost()
    {
        var link = new Watched();
        link.ReadEach(Some.Nofollow, 0, 12);
        link.ReadEach(Some.Gone, 36, 60);

        Assert.Equal(Status.Lost, Assert.Single(link.Changes, change => change.IsAlert).New);
    }

    [Fact]
    public void A_link_lost_from_the_start_is_reported_when_it_appears_and_when_it_is_lost_after_that()
    {
        var link = new Watched();
        link.ReadEach(Some.Gone, 0, 24);
        link.Read(48, Some.Live);
        link.ReadEach(Some.Gone, [.. Enumerable.Range(3, 8).Select(day => 24.0 * day)]);

        Assert.Equal([ChangeKind.Back, ChangeKind.State], link.Changes.Where(c => c.IsAlert).Select(c => c.Kind));
    }

    [Fact]
    public void Conditional_readings_leave_the_count_but_ask_again()
    {
        var link = new Watched();
        link.Read(0, Some.Live);
        link.Read(24, Some.Unindexed with { IsUnconditional = false });

        var confirmation = link.Read(36, Some.Unindexed with { IsUnconditional = false });

        Assert.Null(confirmation.Change);
        Assert.Equal(1, confirmation.State.Candidate?.Readings);
        Assert.NotNull(confirmation.RecheckAt);
    }
}

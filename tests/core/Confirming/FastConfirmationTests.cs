using LinkWatch.Confirming;
using LinkWatch.Links;
using LinkWatch.Spikes;

namespace LinkWatch.Tests.Core.Confirming;

public sealed class FastConfirmationTests
{
    private const double Minute = 1 / 60.0;

    [Fact]
    public void Fast_readings_confirm_as_soon_as_there_are_enough_and_everything_says_so()
    {
        var link = Seen();

        link.ReadEach(Fast(Some.Removed), Minute, 2 * Minute, 3 * Minute);
        Assert.Equal(Status.Live, link.State.Status);
        link.Read(4 * Minute, Fast(Some.Removed));

        var change = link.Changes[^1];
        Assert.Equal((Status.Lost, 4, true, true), (change.New, change.Readings, change.IsFast, link.State.IsFast));
        Assert.Equal(["read as lost", FastConfirmation.Words], change.Evidence);
        Assert.Null(SiteDays.KindOf(change));
    }

    [Fact]
    public void A_usual_reading_after_fast_ones_waits_as_long_as_ever()
    {
        var link = Seen();

        link.ReadEach(Fast(Some.Removed), Minute, 2 * Minute, 3 * Minute);
        var usual = link.Read(4 * Minute, Some.Removed);

        Assert.Null(usual.Change);
        Assert.Equal(Status.Live, link.State.Status);
    }

    [Fact]
    public void Fast_readings_ask_for_the_same_re_checks_as_usual_ones()
    {
        var (fast, usual) = (Seen(), Seen());

        Assert.Equal(usual.Read(Minute, Some.Removed).RecheckAt, fast.Read(Minute, Fast(Some.Removed)).RecheckAt);
        Assert.Equal(Json.Write(usual.State), Json.Write(fast.State));
    }

    [Fact]
    public void What_is_confirmed_without_haste_is_not_marked()
    {
        var link = new Watched();

        link.Read(0, Fast(Some.Live));
        link.Read(24, Some.Gone);
        link.Read(48, Fast(Some.Gone));
        link.Read(49, Fast(Some.Live));

        Assert.Equal(
            [ChangeKind.Baseline, ChangeKind.State, ChangeKind.Back], link.Changes.Select(change => change.Kind));
        Assert.DoesNotContain(link.Changes, change => change.IsFast);
        Assert.False(link.State.IsFast);
    }

    [Fact]
    public void The_mark_ends_with_the_status_that_was_confirmed_fast()
    {
        var link = Seen();
        link.ReadEach(Fast(Some.Nofollow), Minute, 2 * Minute);
        Assert.True(link.State.IsFast);

        link.Read(24, Some.Nofollow);
        Assert.True(link.State.IsFast);
        link.Read(48, Some.Live);

        Assert.False(link.State.IsFast);
    }

    private static Watched Seen()
    {
        var link = new Watched();
        link.Read(0, Some.Live);
        return link;
    }

    private static LinkReading Fast(LinkReading reading) => reading with { IsFast = true };
}

using LinkWatch.Confirming;
using LinkWatch.Links;

namespace LinkWatch.Tests.Core.Confirming;

public sealed class OutstandingTests
{
    private static readonly DateTimeOffset Began = new(2026, 3, 1, 0, 0, 0, TimeSpan.Zero);

    [Theory]
    [InlineData(Reason.LinkRemoved, 1, false, 3, 6)]
    [InlineData(Reason.LinkRemoved, 3, false, 1, 6)]
    [InlineData(Reason.LinkRemoved, 3, true, 2, 6)]
    [InlineData(Reason.PageGone, 1, false, 1, 24)]
    public void So_many_more_readings_must_agree_and_the_last_no_earlier_than_the_window_ends(
        Reason reason, int readings, bool isDisputed, int missing, int hours) => Assert.Equal(
        new Outstanding(missing, Began.AddHours(hours)),
        Outstanding.Of(Lost(reason, readings, isDisputed), flap: null, ConfirmOptions.Default));

    [Fact]
    public void Enough_readings_too_close_together_take_one_more() => Assert.Equal(
        new Outstanding(1, Began.AddHours(24)), Outstanding.Of(Lost(Reason.PageGone, 5), flap: null, ConfirmOptions.Default));

    [Fact]
    public void A_link_that_was_absent_before_takes_longer() => Assert.Equal(
        new Outstanding(6, Began.AddDays(7)),
        Outstanding.Of(Lost(Reason.LinkRemoved, 1), new Flap(Began.AddDays(-1)), ConfirmOptions.Default));

    private static Candidate Lost(Reason reason, int readings, bool isDisputed = false) =>
        new(Status.Lost, [reason], Began, Began.AddHours(readings - 1), readings, IsPermanentRedirect: true, IsPageAlike: true, isDisputed);
}

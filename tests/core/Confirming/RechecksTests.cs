using LinkWatch.Links;

namespace LinkWatch.Tests.Core.Confirming;

public class RechecksTests
{
    [Fact]
    public void What_is_missing_is_spread_evenly_over_what_is_left_of_the_window()
    {
        var link = new Watched();
        link.Read(0, Some.Live);

        Assert.Equal(Watched.Hour(32), link.Read(24, Some.Gone).RecheckAt);
        Assert.Equal(Watched.Hour(41), link.Read(34, Some.Gone).RecheckAt);
        Assert.Equal(Watched.Hour(48), link.Read(41, Some.Gone).RecheckAt);
        Assert.Null(link.Read(48, Some.Gone).RecheckAt);
    }

    [Fact]
    public void Past_the_window_what_is_missing_follows_an_hour_apart()
    {
        var link = new Watched();
        link.Read(0, Some.Live);
        link.Read(24, Some.Removed);

        Assert.Equal(Watched.Hour(49), link.Read(48, Some.Removed).RecheckAt);
    }

    [Fact]
    public void An_unknown_re_check_does_not_delay_the_verdict()
    {
        var link = new Watched();
        link.Read(0, Some.Live);
        link.Read(24, Some.Gone);
        link.Read(32, Some.Unknown());
        link.Read(33, Some.Unknown());

        Assert.Equal(Watched.Hour(44), link.Read(40, Some.Gone).RecheckAt);
        Assert.Equal(Status.Lost, link.Read(48, Some.Gone).Change?.New);
    }

    [Fact]
    public void Neither_good_news_nor_a_settled_state_asks_for_a_re_check()
    {
        var link = new Watched();

        Assert.Null(link.Read(0, Some.Live).RecheckAt);
        Assert.Null(link.ReadEach(Some.Gone, 24, 48).RecheckAt);
        Assert.Null(link.Read(72, Some.Worse(Reason.NotHtml)).RecheckAt);
        Assert.Null(link.Read(96, Some.Live).RecheckAt);
    }
}

using LinkWatch.Confirming;
using LinkWatch.Links;

namespace LinkWatch.Tests.Core.Confirming;

public sealed class TargetConfirmTests
{
    private static readonly DateTimeOffset Start = new(2026, 1, 5, 0, 0, 0, TimeSpan.Zero);

    private readonly List<LinkChange> changes = [];
    private LinkState state = LinkState.Pending;
    private DateTimeOffset now = Start;

    [Fact]
    public void A_target_that_is_gone_is_news_after_the_window_of_a_link()
    {
        Read(Live);
        Read(Gone);
        Assert.DoesNotContain(changes, change => change.IsAlert);
        Read(Gone);

        Assert.Equal(TargetEvent.TargetGone, TargetNews.Of(changes[^1]));
        Assert.True(changes[^1].IsAlert);
        Assert.Equal(Start.AddDays(1), changes[^1].Since);
    }

    [Fact]
    public void What_cannot_be_read_confirms_nothing_and_is_no_news()
    {
        Read(Live);
        for (var day = 0; day < 9; day++) Read(Reading(Status.Unknown, Reason.ServerError));

        Assert.Equal(Status.Live, state.Status);
        Assert.Equal(ChangeKind.Unverifiable, changes[^1].Kind);
        Assert.DoesNotContain(changes, change => change.IsAlert);
    }

    [Fact]
    public void A_redirect_that_was_there_from_the_beginning_is_stated_and_not_reported()
    {
        for (var day = 0; day < 9; day++) Read(Redirected("https://shop.example/b"));

        Assert.Equal(TargetStatus.Redirected, TargetStatuses.Of(state.Status, state.Reasons));
        Assert.DoesNotContain(changes, change => change.IsAlert);
    }

    [Fact]
    public void Another_end_of_the_redirects_is_news_once()
    {
        for (var day = 0; day < 9; day++) Read(Redirected("https://shop.example/b"));
        for (var day = 0; day < 20; day++) Read(Redirected("https://shop.example/c"));

        var change = Assert.Single(changes, change => change.IsAlert);
        Assert.Equal(TargetEvent.TargetRedirected, TargetNews.Of(change));
        Assert.Equal(("https://shop.example/b", "https://shop.example/c"), (change.OldDetail!.Href, change.NewDetail!.Href));
    }

    [Theory]
    [InlineData("http://shop.example/b")]
    [InlineData("https://www.shop.example/b/")]
    public void Another_spelling_of_the_end_is_none(string end)
    {
        for (var day = 0; day < 9; day++) Read(Redirected("https://shop.example/b"));
        for (var day = 0; day < 20; day++) Read(Redirected(end));

        Assert.DoesNotContain(changes, change => change.IsAlert);
    }

    [Fact]
    public void A_redirect_that_becomes_a_missing_page_is_news_after_a_week()
    {
        for (var day = 0; day < 9; day++) Read(Redirected("https://shop.example/b"));
        for (var day = 0; day < 7; day++) Read(Gone);
        Assert.DoesNotContain(changes, change => change.IsAlert);
        Read(Gone);

        Assert.Equal(TargetEvent.TargetGone, TargetNews.Of(Assert.Single(changes, change => change.IsAlert)));
        Assert.Equal(TargetStatus.Gone, TargetStatuses.Of(state.Status, state.Reasons));
    }

    [Fact]
    public void One_whole_reading_brings_a_target_back()
    {
        Read(Live);
        for (var day = 0; day < 3; day++) Read(Gone);
        Read(Live with { IsComplete = false });
        Assert.Equal(Status.Lost, state.Status);
        Read(Live);

        Assert.Equal(TargetEvent.TargetBack, TargetNews.Of(changes[^1]));
        Assert.True(changes[^1].IsAlert);
    }

    private static LinkReading Live => Reading(Status.Live) with { Detail = End("https://shop.example/a") };

    private static LinkReading Gone => Reading(Status.Lost, Reason.PageGone);

    private static LinkReading Redirected(string end) =>
        Reading(Status.Lost, Reason.PageRedirected) with { Detail = End(end), IsPermanentRedirect = true };

    private static LinkReading Reading(Status status, params Reason[] reasons) => new()
    {
        PlannedAt = Start,
        Status = status,
        Reasons = reasons,
        IsComplete = status != Status.Unknown,
        IsUnconditional = true,
    };

    private static LinkDetail End(string url) => new(url, "", Placement.Content, []);

    private void Read(LinkReading reading)
    {
        var confirmation = TargetConfirm.Apply(state, reading with { PlannedAt = now }, ConfirmOptions.Default);
        (state, now) = (confirmation.State, now.AddDays(1));
        if (confirmation.Change is { } change) changes.Add(change);
    }
}

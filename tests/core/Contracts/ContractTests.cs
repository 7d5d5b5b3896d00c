using LinkWatch.Confirming;
using LinkWatch.Contracts;
using LinkWatch.Links;
using LinkWatch.Urls;

namespace LinkWatch.Tests.Core.Contracts;

public sealed class ContractTests
{
    private static readonly DateOnly Today = new(2026, 11, 20);

    private static readonly Backlink Year = new()
    {
        Source = WebUrl.Parse("https://blog.example/review"),
        Target = new LinkTarget(WebUrl.Parse("https://shop.example/")),
        Price = new Money(365, "EUR"),
        PaidFrom = new DateOnly(2026, 1, 1),
        PaidUntil = new DateOnly(2026, 12, 31),
    };

    private static readonly LinkDetail Seen = new("https://shop.example/", "green tea", Placement.Content, []);

    [Fact]
    public void A_link_that_is_as_agreed_is_delivered()
    {
        var contract = Of(Year with { ExpectedAnchor = "Green  TEA", AgreedPlacement = Placement.Content }, Status.Live);

        Assert.Equal((ContractState.Running, 41), (contract.State, contract.DaysLeft));
        Assert.Empty(contract.Shortfalls);
        Assert.Null(contract.NotDelivered);
    }

    [Theory]
    [InlineData("2026-11-10", "2026-11-20", 10, "10 EUR")]
    [InlineData("2026-11-20", "2026-11-20", 0, "0 EUR")]
    [InlineData("2025-06-01", "2026-01-11", 10, "10 EUR")]
    [InlineData("2026-12-22", "2027-03-01", 10, "10 EUR")]
    public void Only_complete_days_that_are_paid_for_count(string since, string today, int days, string amount)
    {
        var contract = Of(Year, Status.Lost, since: DateOnly.Parse(since), today: DateOnly.Parse(today));

        Assert.Equal([Shortfall.Lost], contract.Shortfalls);
        Assert.Equal((days, amount), (contract.DaysNotDelivered, contract.NotDelivered!.ToString()));
    }

    [Fact]
    public void Without_the_first_day_or_the_last_nobody_knows_what_a_day_costs()
    {
        Assert.Null(Of(Year with { PaidFrom = null }, Status.Lost).NotDelivered);
        Assert.Null(Of(Year with { PaidUntil = null }, Status.Lost).NotDelivered);
        Assert.Equal(10, Of(Year with { PaidFrom = null, PaidUntil = null }, Status.Lost).DaysNotDelivered);
    }

    [Fact]
    public void A_link_that_was_lost_after_its_contract_ended_breaks_none() =>
        Assert.Empty(Of(Year, Status.Lost, since: new DateOnly(2027, 1, 1), today: new DateOnly(2027, 1, 5)).Shortfalls);

    [Fact]
    public void What_is_yet_to_begin_is_not_missed()
    {
        var contract = Of(Year with { PaidFrom = Today.AddDays(1) }, Status.Lost);

        Assert.Equal(ContractState.Coming, contract.State);
        Assert.Empty(contract.Shortfalls);
    }

    [Fact]
    public void A_rel_that_was_agreed_is_no_shortfall_and_any_other_is()
    {
        Reason[] sponsored = [Reason.RelSponsored];
        Assert.Empty(Of(Year with { ExpectedRel = ["sponsored"] }, Status.Nofollow, sponsored).Shortfalls);
        Assert.Equal([Shortfall.NotFollowed], Of(Year, Status.Nofollow, sponsored).Shortfalls);
        Assert.Equal(
            [Shortfall.NotFollowed], Of(Year with { ExpectedRel = ["sponsored"] }, Status.Nofollow, [Reason.MetaNofollow]).Shortfalls);
    }

    [Theory]
    [InlineData(Placement.Content, Placement.Footer, true)]
    [InlineData(Placement.Footer, Placement.Content, false)]
    [InlineData(Placement.Footer, Placement.Footer, false)]
    [InlineData(Placement.Aside, Placement.Footer, true)]
    public void A_place_that_is_better_than_agreed_is_no_shortfall(Placement agreed, Placement found, bool isShort) => Assert.Equal(
        isShort ? [Shortfall.OtherPlacement] : Array.Empty<Shortfall>(),
        Of(Year with { AgreedPlacement = agreed }, Status.Live, detail: Seen with { Placement = found }).Shortfalls);

    [Fact]
    public void Another_anchor_is_claimed_from_the_last_change_on()
    {
        var contract = Of(Year with { ExpectedAnchor = "black tea" }, Status.Live);

        Assert.Equal([Shortfall.OtherAnchor], contract.Shortfalls);
        Assert.Equal((Today.AddDays(-3), 3), (contract.NotDeliveredSince, contract.DaysNotDelivered));
    }

    [Theory]
    [InlineData(null)]
    [InlineData(Status.Unknown)]
    public void What_nobody_could_check_is_no_shortfall(Status? status) =>
        Assert.Empty(Of(Year with { ExpectedAnchor = "black tea" }, status).Shortfalls);

    [Fact]
    public void A_link_without_price_or_term_has_no_contract_and_a_cost_that_is_a_price_makes_one()
    {
        var free = new Backlink { Source = Year.Source, Target = Year.Target, Cost = "two articles" };
        Assert.Null(Contract.Of(free, Believed(Status.Lost, [], Today, Seen), Today));
        Assert.Equal(new Money(120, "EUR"), (free with { Cost = "120 EUR" }).AgreedPrice);
        Assert.NotNull(Contract.Of(free with { Cost = "120 EUR" }, Believed(Status.Lost, [], Today, Seen), Today));
    }

    internal static Contract Of(
        Backlink link, Status? status, Reason[]? reasons = null, DateOnly? since = null, DateOnly? today = null,
        LinkDetail? detail = null) =>
        Contract.Of(link, Believed(status, reasons ?? [], since ?? Today.AddDays(-10), detail ?? Seen), today ?? Today)!;

    private static BelievedLink Believed(Status? status, Reason[] reasons, DateOnly since, LinkDetail detail) =>
        new(status, reasons, detail, since, Today.AddDays(-3));
}

using System.Globalization;
using LinkWatch.Confirming;
using LinkWatch.Contracts;
using LinkWatch.Links;

namespace LinkWatch.Alerting.Digests;

/// <summary>Contracts in the owner's words, in mails, the dashboard and the command line. Pure.</summary>
public static class ContractWords
{
    /// <summary>What is there instead of what was agreed: "the link is not followed; anchor “here”".</summary>
    /// <param name="shortfalls">What is missing.</param>
    /// <param name="found">The link as it was last seen.</param>
    public static string Found(IEnumerable<Shortfall> shortfalls, LinkDetail? found) => string.Join("; ", shortfalls.Select(shortfall =>
        shortfall switch
        {
            Shortfall.Lost => "the link is gone",
            Shortfall.NotIndexable => "search engines may not index the page",
            Shortfall.NotFollowed => "the link is not followed",
            Shortfall.OtherAnchor => found is { Anchor.Length: > 0 } ? $"anchor “{PlainText.OneLine(found.Anchor, 100)}”" : "no anchor",
            _ => $"in {found?.Placement.Name()}",
        }));

    /// <summary>"followed, anchor “green tea”, in content".</summary>
    public static string Agreed(Backlink link) => string.Join(
        ", ",
        new[]
        {
            link.ExpectedRel.Count == 0 ? "followed" : string.Join(' ', link.ExpectedRel),
            link.ExpectedAnchor is { } anchor ? $"anchor “{PlainText.OneLine(anchor, 100)}”" : null,
            link.AgreedPlacement is { } place ? $"in {place.Name()}" : null,
        }.OfType<string>());

    /// <summary>"until 31 December 2026 (7 days left)".</summary>
    public static string Term(Backlink link, Contract contract)
    {
        if (link.PaidUntil is not { } last) return link.PaidFrom is { } first ? $"since {Day(first)}, without an end" : "without an end";
        return contract switch
        {
            { State: ContractState.Ended } => $"until {Day(last)}: ended",
            { DaysLeft: 0 } => $"until {Day(last)}: today is the last day",
            { DaysLeft: { } left } => $"until {Day(last)} ({Counted.Of(left, "day")} left)",
            _ => $"until {Day(last)}",
        };
    }

    /// <summary>"16 days, since 1 November 2026: 42.67 EUR"; null if all is as agreed.</summary>
    public static string? NotDelivered(Contract contract) => contract.NotDeliveredSince is not { } since ? null
        : $"{Counted.Of(contract.DaysNotDelivered, "day")}, since {Day(since)}{(contract.NotDelivered is { } amount ? $": {amount}" : "")}";

    public static string Day(DateOnly day) => day.ToString("d MMMM yyyy", CultureInfo.InvariantCulture);
}

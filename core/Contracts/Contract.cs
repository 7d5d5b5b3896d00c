using LinkWatch.Confirming;
using LinkWatch.Links;

namespace LinkWatch.Contracts;

/// <summary>Where a contract stands on a day.</summary>
public enum ContractState
{
    /// <summary>What is paid for is yet to begin.</summary>
    Coming,
    Running,
    Ended,
}

/// <summary>What was agreed and is not there, the worst first.</summary>
public enum Shortfall
{
    /// <summary>The link is lost.</summary>
    Lost,

    /// <summary>Search engines may not index the page.</summary>
    NotIndexable,

    /// <summary>The link is nofollow, ugc or sponsored, and that was not agreed.</summary>
    NotFollowed,

    /// <summary>The anchor is not the agreed one.</summary>
    OtherAnchor,

    /// <summary>The link stands elsewhere on the page than agreed, and not in its text.</summary>
    OtherPlacement,
}

/// <summary>What is believed of a link: nothing is claimed that was not confirmed.</summary>
/// <param name="Status">Null while pending.</param>
/// <param name="Reasons">Of the status.</param>
/// <param name="Detail">As the link was last seen; null if it never was.</param>
/// <param name="StatusSince">Since which day of the site it has the status.</param>
/// <param name="ChangedOn">The day of the site on which something of it last changed.</param>
public sealed record BelievedLink(
    Status? Status, IReadOnlyList<Reason> Reasons, LinkDetail? Detail, DateOnly StatusSince, DateOnly ChangedOn);

/// <summary>What was agreed on a link, held against what is there. Pure.</summary>
public sealed record Contract
{
    private Contract()
    {
    }

    public required ContractState State { get; init; }

    /// <summary>Days until the last one that is paid for: 0 on that day; null if no end was agreed, or it has passed.</summary>
    public int? DaysLeft { get; init; }

    /// <summary>What is not as agreed; empty if all is, or nothing is known yet.</summary>
    public IReadOnlyList<Shortfall> Shortfalls { get; init; } = [];

    /// <summary>The first of the unbroken days without delivery until now, or until the contract ended; null if it is delivered.</summary>
    public DateOnly? NotDeliveredSince { get; init; }

    /// <summary>Complete days from then on, of those that are paid for.</summary>
    public int DaysNotDelivered { get; init; }

    /// <summary>The price of those days; null unless price, first and last day are known.</summary>
    public Money? NotDelivered { get; init; }

    /// <summary>Whether the owner noted what is paid, or for how long.</summary>
    public static bool IsOf(Backlink link) => link.PaidUntil is not null || link.PaidFrom is not null || link.AgreedPrice is not null;

    /// <param name="link">What was agreed.</param>
    /// <param name="believed">What is there.</param>
    /// <param name="today">The day of the site.</param>
    /// <returns>Null if there is no contract.</returns>
    public static Contract? Of(Backlink link, BelievedLink believed, DateOnly today)
    {
        if (!IsOf(link)) return null;
        var state = today > link.PaidUntil ? ContractState.Ended : today < link.PaidFrom ? ContractState.Coming : ContractState.Running;
        var left = link.PaidUntil?.DayNumber - today.DayNumber;
        var contract = new Contract { State = state, DaysLeft = left < 0 ? null : left };
        var shortfalls = state == ContractState.Coming ? [] : ShortfallsOf(link, believed);
        var since = Later(SinceOf(shortfalls, believed), link.PaidFrom);
        if (shortfalls.Count == 0 || since > link.PaidUntil) return contract;
        var days = Math.Max(0, EndOf(link, today).DayNumber - since.DayNumber);
        return contract with
        {
            Shortfalls = shortfalls,
            NotDeliveredSince = since,
            DaysNotDelivered = days,
            NotDelivered = TermOf(link) is { } term ? link.AgreedPrice?.For(days, term) : null,
        };
    }

    private static List<Shortfall> ShortfallsOf(Backlink link, BelievedLink believed)
    {
        var found = new List<Shortfall>();
        switch (believed.Status)
        {
            case null or Status.Unknown:
                return found;
            case Status.Lost:
                return [Shortfall.Lost];
            case Status.Unindexed:
                found.Add(Shortfall.NotIndexable);
                break;
            case Status.Nofollow when !LinkExpectations.Of(link).Cover(believed.Status, believed.Reasons):
                found.Add(Shortfall.NotFollowed);
                break;
        }

        if (believed.Detail is not { } detail) return found;
        if (link.ExpectedAnchor is { } anchor && !IsSame(anchor, detail.Anchor)) found.Add(Shortfall.OtherAnchor);
        if (link.AgreedPlacement is { } place && detail.Placement != place && detail.Placement != Placement.Content)
            found.Add(Shortfall.OtherPlacement);
        return found;
    }

    /// <summary>Of an anchor or a place nobody knows since when, but that it was so from the last change on: the shorter claim.</summary>
    private static DateOnly SinceOf(List<Shortfall> shortfalls, BelievedLink believed) =>
        shortfalls.Any(shortfall => shortfall <= Shortfall.NotFollowed) ? believed.StatusSince : believed.ChangedOn;

    private static DateOnly Later(DateOnly day, DateOnly? other) => other > day ? other.Value : day;

    /// <summary>The day after the last complete one that is paid for.</summary>
    private static DateOnly EndOf(Backlink link, DateOnly today) =>
        link.PaidUntil is { } last && last < today ? last.AddDays(1) : today;

    private static int? TermOf(Backlink link) =>
        link is { PaidFrom: { } first, PaidUntil: { } last } && last >= first ? last.DayNumber - first.DayNumber + 1 : null;

    private static bool IsSame(string agreed, string found) =>
        string.Equals(Plain(agreed), Plain(found), StringComparison.OrdinalIgnoreCase);

    private static string Plain(string text) => string.Join(' ', text.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));
}

using LinkWatch.Links;

namespace LinkWatch.Contracts;

/// <summary>News of a contract.</summary>
public enum ContractNewsKind
{
    /// <summary>It runs, and what was agreed is not there.</summary>
    NotDelivered,

    /// <summary>It ends within days.</summary>
    Ending,

    Ended,
}

/// <summary>
/// What a link's owner was told of its contract, so that each thing is told once. It is of one last day: a contract that is renewed begins
/// anew.
/// </summary>
/// <param name="Until">The contract's last day.</param>
public sealed record ContractNotice(DateOnly? Until)
{
    /// <summary>How many days before the end owners are told.</summary>
    public static IReadOnlyList<int> Warnings { get; } = [7, 2];

    /// <summary>A contract that ended longer ago is no news: it was entered late.</summary>
    public const int EndedWithin = 14;

    /// <summary>The last of <see cref="Warnings"/> that was given.</summary>
    public int? Warned { get; init; }

    public bool IsEnded { get; init; }

    /// <summary>Those that were told and are still there.</summary>
    public IReadOnlyList<Shortfall> Shortfalls { get; init; } = [];

    /// <summary>What is to be told now, and what was told then. Pure; a day that was missed is made up for.</summary>
    /// <param name="before">What was told until now; null if nothing was.</param>
    /// <param name="link">What was agreed.</param>
    /// <param name="contract">How it stands today.</param>
    /// <param name="today">The day of the site.</param>
    /// <param name="addedOn">The day on which the link was added: what had ended by then is no news.</param>
    public static (ContractNotice? After, IReadOnlyList<ContractNewsKind> News) Of(
        ContractNotice? before, Backlink link, Contract contract, DateOnly today, DateOnly addedOn)
    {
        var told = OfNow(OfTerm(before, link), contract);
        var news = new List<ContractNewsKind>();
        if (contract.State == ContractState.Running && contract.Shortfalls.Except(told.Shortfalls).Any())
            news.Add(ContractNewsKind.NotDelivered);
        if (contract.State != ContractState.Ended) told = told with { Shortfalls = contract.Shortfalls };
        if (contract.DaysLeft is { } left && WarningOf(left) is { } warning && !(told.Warned <= warning))
        {
            told = told with { Warned = warning };
            news.Add(ContractNewsKind.Ending);
        }

        if (contract.State == ContractState.Ended && !told.IsEnded)
        {
            told = told with { IsEnded = true };
            if (addedOn <= link.PaidUntil && today.DayNumber - link.PaidUntil!.Value.DayNumber <= EndedWithin)
                news.Add(ContractNewsKind.Ended);
        }

        var isNew = told.Warned is not null || told.IsEnded || told.Shortfalls.Count > 0;
        return (isNew || before is not null ? told : null, news);
    }

    /// <summary>After a digest said which terms its changes break: saying so again would be no news.</summary>
    /// <param name="before">What the owner has been told so far; null if nothing.</param>
    /// <param name="link">What was agreed.</param>
    /// <param name="contract">How it stands today.</param>
    public static ContractNotice AfterBreach(ContractNotice? before, Backlink link, Contract contract) =>
        OfTerm(before, link) with { Shortfalls = contract.Shortfalls };

    /// <summary>Whether news that waited for its mail is still true. Pure.</summary>
    /// <param name="news">What was to be told.</param>
    /// <param name="contract">How it stands today.</param>
    public static bool IsStill(ContractNewsKind news, Contract contract) => news switch
    {
        ContractNewsKind.NotDelivered => contract is { State: ContractState.Running, Shortfalls.Count: > 0 },
        ContractNewsKind.Ending => contract.DaysLeft <= Warnings[0],
        _ => contract.State == ContractState.Ended,
    };

    public bool Equals(ContractNotice? other) => other is not null && Until == other.Until && Warned == other.Warned
        && IsEnded == other.IsEnded && Shortfalls.SequenceEqual(other.Shortfalls);

    public override int GetHashCode() => HashCode.Combine(Until, Warned, IsEnded, Shortfalls.Count);

    private static ContractNotice OfTerm(ContractNotice? before, Backlink link) =>
        before?.Until == link.PaidUntil && before is not null ? before : new ContractNotice(link.PaidUntil);

    /// <summary>
    /// Without what was told by a clock that was ahead: it is told again when it is true. A day more or less is the time zone's.
    /// </summary>
    private static ContractNotice OfNow(ContractNotice told, Contract contract) => told with
    {
        Warned = contract.DaysLeft > told.Warned + 1 ? null : told.Warned,
        IsEnded = told.IsEnded && contract.DaysLeft is not > 0,
    };

    /// <summary>The closest warning that the days left have reached.</summary>
    private static int? WarningOf(int daysLeft) => Warnings.Where(days => daysLeft <= days).Select(days => (int?)days).Min();
}

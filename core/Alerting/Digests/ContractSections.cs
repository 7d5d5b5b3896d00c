using System.Globalization;
using LinkWatch.Confirming;
using LinkWatch.Contracts;
using LinkWatch.Links;
using LinkWatch.Storage;

namespace LinkWatch.Alerting.Digests;

/// <summary>Contracts in a mail: paid for and not there, about to end, ended. Pure.</summary>
internal static class ContractSections
{
    private static readonly (ContractNewsKind Kind, string Words, string Title, string Meaning)[] Kinds =
    [
        (ContractNewsKind.NotDelivered, "paid, not delivered", "Paid, not delivered",
            "You pay for these links, and they are not as you noted that they were agreed."),
        (ContractNewsKind.Ending, "contracts ending", "Contracts that end soon", "Renew them, or expect the links to go."),
        (ContractNewsKind.Ended, "contracts ended", "Contracts that ended",
            "These links are no longer paid for. We'll go on checking them; to stop that, remove them."),
    ];

    public static IEnumerable<DigestNews> News(DigestContracts contracts) =>
        from kind in Kinds
        let count = contracts.CountOf(kind.Kind)
        where count > 0
        select new DigestNews(Tone.Contract, count, kind.Words, Gist(kind.Kind, count));

    public static IEnumerable<MailSection> Of(Site site, Digest digest, DateTimeOffset now)
    {
        var today = DayRow.DayOf(site, now);
        foreach (var (kind, _, title, meaning) in Kinds)
        {
            var links = digest.Contracts.Of(kind);
            if (links.Count == 0) continue;
            var count = digest.Contracts.CountOf(kind);
            yield return new MailSection($"{title} ({count})", meaning, [.. links.Select(link => ItemOf(site, link, digest, today))])
            {
                Tone = Tone.Contract,
                Unlisted = count - links.Count,
                Rest = digest.Dashboard?.Contracts(site.Id),
                Page = digest.Dashboard?.Contracts(site.Id),
            };
        }
    }

    public static IEnumerable<string> ToDo(DigestContracts contracts, DateOnly today)
    {
        if (contracts.Of(ContractNewsKind.NotDelivered) is [var first, ..] missing)
        {
            yield return missing.Count == 1
                ? $"Claim what you paid {first.Link.Source.Host} for, or correct what you noted as agreed."
                : $"Claim what you paid for from {Counted.Of(missing.Select(link => link.Link.Source.Host).Distinct().Count(), "site")}, "
                    + "or correct what you noted as agreed.";
        }

        if (contracts.Of(ContractNewsKind.Ending) is [_, ..] ending)
        {
            var soonest = ending.Where(link => link.Link.PaidUntil is not null).MinBy(link => link.Link.PaidUntil)!;
            var left = Math.Max(0, soonest.Link.PaidUntil!.Value.DayNumber - today.DayNumber);
            var when = left == 0 ? "today" : $"within {Counted.Of(left, "day")}";
            yield return $"Renew the contract with {soonest.Link.Source.Host} {when}, if you want to keep the link"
                + (ending.Count > 1 ? $"; {ending.Count - 1} more end soon." : ".");
        }
    }

    private static string Gist(ContractNewsKind kind, int count) => kind switch
    {
        ContractNewsKind.NotDelivered => $"{Counted.Of(count, "paid link")} not delivered",
        ContractNewsKind.Ending => count == 1 ? "1 contract ends soon" : $"{Counted.Of(count, "contract")} end soon",
        _ => $"{Counted.Of(count, "contract")} ended",
    };

    private static MailItem ItemOf(Site site, LinkRow row, Digest digest, DateOnly today)
    {
        var link = row.Link;
        var facts = new List<(string, string)> { ("Links to", link.Target.Url.Href) };
        if (row.ContractOn(site, today) is { } contract)
        {
            facts.Add(("Paid for", ContractWords.Term(link, contract)));
            facts.Add(("Agreed", ContractWords.Agreed(link)));
            if (contract.Shortfalls.Count > 0) facts.Add(("Found", ContractWords.Found(contract.Shortfalls, row.Detail)));
            if (ContractWords.NotDelivered(contract) is { } missing) facts.Add(("Not delivered", missing));
        }

        if (link.CostWords is { } cost) facts.Add(("Cost", cost));
        if (link.Contact is { } contact) facts.Add(("Contact", contact));
        return new MailItem(link.Source.Href, facts, [])
        {
            Title = PageName.Title(row.Title),
            Details = digest.Dashboard?.Link(site.Id, row.LinkId),
            MuteLink = digest.Links?.ForMute(site.Id, row.LinkId),
        };
    }
}

/// <summary>The contracts in a digest: all are counted, and the first of each kind are kept to be listed.</summary>
public sealed class DigestContracts
{
    /// <summary>More of one kind than this are counted, not listed: the dashboard has them all.</summary>
    public const int MaxListed = 100;

    private readonly Dictionary<ContractNewsKind, (int Count, List<LinkRow> Listed)> kinds = [];

    /// <summary>A link that was lost and is in the news too is one contract.</summary>
    private readonly HashSet<string> notDelivered = new(StringComparer.Ordinal);

    private readonly List<string> broken = [];

    /// <summary>How many joined as news of their own.</summary>
    public int News { get; private set; }

    /// <summary>Ids of the links with a change in the digest that breaks their contracts.</summary>
    public IReadOnlyList<string> Broken => broken;

    /// <param name="kind">News that joined.</param>
    /// <param name="link">As it is now.</param>
    public void Add(ContractNewsKind kind, LinkRow link)
    {
        News++;
        List(kind, link);
    }

    /// <summary>A link with a change in the digest that breaks its contract.</summary>
    public void AddBroken(LinkRow link)
    {
        broken.Add(link.LinkId);
        List(ContractNewsKind.NotDelivered, link);
    }

    public int CountOf(ContractNewsKind kind) => kinds.GetValueOrDefault(kind).Count;

    public IReadOnlyList<LinkRow> Of(ContractNewsKind kind) => kinds.GetValueOrDefault(kind).Listed ?? [];

    private void List(ContractNewsKind kind, LinkRow link)
    {
        if (kind == ContractNewsKind.NotDelivered && !notDelivered.Add(link.LinkId)) return;
        var (count, listed) = kinds.TryGetValue(kind, out var before) ? before : (0, []);
        if (listed.Count < MaxListed) listed.Add(link);
        kinds[kind] = (count + 1, listed);
    }
}

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

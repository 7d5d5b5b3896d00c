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

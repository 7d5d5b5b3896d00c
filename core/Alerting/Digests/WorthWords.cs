using System.Globalization;
using System.Text.RegularExpressions;
using LinkWatch.Links;
using LinkWatch.Storage;

namespace LinkWatch.Alerting.Digests;

/// <summary>What changes lost and gained in worth, for a mail's first line. Pure.</summary>
internal static class WorthWords
{
    /// <summary>
    /// "Worth lost: 128 points (2 links, 87 the most); gained: 60 points." Empty if nothing was lost or gained.
    /// </summary>
    public static string Of(WorthTally worth)
    {
        List<string> parts = [];
        if (worth.Lost.Links > 0) parts.Add("lost: " + Of(worth.Lost));
        if (worth.Gained.Links > 0) parts.Add("gained: " + Of(worth.Gained));
        return parts.Count == 0 ? "" : $"Worth {string.Join("; ", parts)}.";
    }

    private static string Of(WorthPoints sum) => Counted.Of(sum.Points, "point")
        + (sum.Links == 1 ? "" : string.Create(CultureInfo.InvariantCulture, $" ({Counted.Of(sum.Links, "link")}, {sum.Most} the most)"));
}

/// <summary>The order within a section: what is worth most comes first. Pure.</summary>
internal static class WorthOrder
{
    /// <summary>If nothing is known of what else is left of a referring domain.</summary>
    public static Comparer<ListedChange> Default { get; } = Of(new HashSet<string>());

    /// <param name="lastOfDomain">Ids of the links that were the last of their referring domain.</param>
    public static Comparer<ListedChange> Of(IReadOnlySet<string> lastOfDomain) => Comparer<ListedChange>.Create((a, b) =>
        b.Row.FollowedLinks.CompareTo(a.Row.FollowedLinks) is var byLinks and not 0 ? byLinks
        : WorthOf(b).CompareTo(WorthOf(a)) is var byWorth and not 0 ? byWorth
        : b.Cost.CompareTo(a.Cost) is var byCost and not 0 ? byCost
        : lastOfDomain.Contains(b.Row.LinkId).CompareTo(lastOfDomain.Contains(a.Row.LinkId)) is var byDomain and not 0 ? byDomain
        : string.CompareOrdinal(a.Row.Source.Href, b.Row.Source.Href) is var byAddress and not 0 ? byAddress
        : a.Order.CompareTo(b.Order));

    /// <summary>What has no worth comes after what has none left.</summary>
    private static int WorthOf(ListedChange change) => change.Row.Worth?.Most ?? -1;
}

/// <summary>What an owner noted as a link's cost, as a number to compare: the currency is left out.</summary>
internal static class NotedCost
{
    private static readonly Regex Amount = new(
        @"(?<amount>\d+([ .,'’\u00a0\u202f]\d{3})*([.,]\d{1,2})?)([^\d]|$)",
        RegexOptions.NonBacktracking | RegexOptions.ExplicitCapture);

    /// <summary>The first amount in it: <c>$1,200.50 a year</c>; 0 if there is none.</summary>
    public static decimal Of(string? cost) =>
        cost is not null && Amount.Match(cost) is { Success: true } found
            && Money.AmountOf(found.Groups["amount"].Value, currency: "") is { } amount ? amount : 0;
}

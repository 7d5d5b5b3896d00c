using System.Globalization;
using System.Text.RegularExpressions;
using LinkWatch.Confirming;
using LinkWatch.Links;
using LinkWatch.Storage;

namespace LinkWatch.Alerting.Digests;

/// <summary>The order within a section: first what an owner would read first. Pure.</summary>
internal static class WorthOrder
{
    /// <summary>If nothing is known of what else is left of a referring domain.</summary>
    public static Comparer<ListedChange> Default { get; } = Of(new HashSet<string>());

    /// <param name="lastOfDomain">Ids of the links that were the last of their referring domain.</param>
    public static Comparer<ListedChange> Of(IReadOnlySet<string> lastOfDomain) => Comparer<ListedChange>.Create((a, b) =>
        b.Row.FollowedLinks.CompareTo(a.Row.FollowedLinks) is var byLinks and not 0 ? byLinks
        : LinkWorth.Compare(a.Worth, b.Worth) is var byWorth and not 0 ? byWorth
        : lastOfDomain.Contains(b.Row.LinkId).CompareTo(lastOfDomain.Contains(a.Row.LinkId)) is var byDomain and not 0 ? byDomain
        : string.CompareOrdinal(a.Row.Source.Href, b.Row.Source.Href) is var byAddress and not 0 ? byAddress
        : a.Order.CompareTo(b.Order));
}

/// <summary>What is known of a link's worth; the highest sorts first.</summary>
/// <param name="IsFollowed">Whether search engines count it, or did before the change.</param>
/// <param name="Rank">How far its place is from the page's own text, 0 if it is in it.</param>
/// <param name="Cost">What the owner noted, whatever the currency; 0 if nothing.</param>
internal readonly record struct LinkWorth(bool IsFollowed, int Rank, decimal Cost)
{
    private static readonly Regex Amount = new(@"\d+(,\d{3})*([.,]\d{1,2})?", RegexOptions.NonBacktracking | RegexOptions.ExplicitCapture);

    private static readonly Placement?[] Places =
    [
        Placement.Content, Placement.Comment, Placement.Aside, Placement.Header, Placement.Navigation, Placement.Footer, null,
        Placement.Noscript, Placement.Hidden,
    ];

    public static LinkWorth Of(HistoryRow row)
    {
        var change = row.Change;
        var detail = change.OldDetail ?? change.NewDetail;
        var status = change.Kind == ChangeKind.Back ? change.New : change.Old;
        return new(status == Status.Live, Array.IndexOf(Places, detail?.Placement), CostOf(row.Cost));
    }

    public static int Compare(LinkWorth a, LinkWorth b) => (b.IsFollowed, a.Rank, b.Cost).CompareTo((a.IsFollowed, b.Rank, a.Cost));

    /// <summary>The first number in it: <c>$1,200.50 a year</c>.</summary>
    private static decimal CostOf(string? cost)
    {
        if (cost is null || Amount.Match(cost) is not { Success: true, Value: var amount }) return 0;
        var cents = amount.Length > 2 && amount[^3] is ',' or '.' ? 2 : amount.Length > 1 && amount[^2] is ',' or '.' ? 1 : 0;
        var whole = cents == 0 ? amount : amount[..^(cents + 1)];
        var digits = whole.Replace(",", "", StringComparison.Ordinal) + (cents == 0 ? "" : "." + amount[^cents..]);
        return decimal.TryParse(digits, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var value) ? value : 0;
    }
}

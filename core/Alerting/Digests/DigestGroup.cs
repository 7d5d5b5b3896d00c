using LinkWatch.Confirming;
using LinkWatch.Storage;

namespace LinkWatch.Alerting.Digests;

/// <summary>Changes of one kind in a digest.</summary>
/// <param name="Short">What they are, for the subject.</param>
/// <param name="Title">Their heading.</param>
/// <param name="Meaning">What it means, in a sentence.</param>
/// <param name="Holds">Which changes these are.</param>
internal sealed record DigestGroup(string Short, string Title, string Meaning, Func<LinkChange, bool> Holds)
{
    /// <summary>More items of one kind than this are counted, not listed: they stand in the history.</summary>
    public const int MaxListed = 100;

    /// <summary>Those of one address as they came.</summary>
    private static readonly Comparer<(HistoryRow Row, int Order)> ByAddress = Comparer<(HistoryRow Row, int Order)>.Create((a, b) =>
        string.CompareOrdinal(a.Row.Source.Href, b.Row.Source.Href) is var byAddress and not 0 ? byAddress : a.Order.CompareTo(b.Order));

    private readonly SortedSet<(HistoryRow Row, int Order)> listed = new(ByAddress);

    public int Count { get; private set; }

    public IEnumerable<HistoryRow> Listed => listed.Select(entry => entry.Row);

    public void Add(HistoryRow row)
    {
        listed.Add((row, Count++));
        if (listed.Count > MaxListed) listed.Remove(listed.Max);
    }
}

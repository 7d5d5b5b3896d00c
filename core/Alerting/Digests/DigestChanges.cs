using System.Collections;
using LinkWatch.Confirming;
using LinkWatch.Links;
using LinkWatch.Storage;

namespace LinkWatch.Alerting.Digests;

/// <summary>
/// The changes that a digest tells, by what they mean: all counted, the first of each kind kept to be listed.
/// Memory does not grow with them.
/// </summary>
public sealed class DigestChanges : IEnumerable<HistoryRow>
{
    private readonly IReadOnlyList<DigestGroup> groups =
    [
        new("lost", "Lost", "Confirmed by several readings of complete pages: these links are no longer there.",
            change => change is { Kind: ChangeKind.State, New: Status.Lost }),
        new("turned nofollow", "Now nofollow", "Still there, but search engines usually ignore nofollow links.",
            change => change is { Kind: ChangeKind.State, New: Status.Nofollow }),
        new("cannot be indexed", "On pages that cannot be indexed", "Still there, but on pages that search engines may not index.",
            change => change is { Kind: ChangeKind.State, New: Status.Unindexed }),
        new("back", "Back", "Good news: these links were seen again.", change => change.Kind == ChangeKind.Back),
        new("couldn't be checked", "Couldn't be checked", "Not lost: we haven't been able to read these pages for days. We'll keep trying.",
            change => change.Kind == ChangeKind.Unverifiable),
        new("changed in detail", "Changed in detail", "Still there and counted; something about the link changed.",
            change => change.Kind == ChangeKind.Detail),
    ];

    /// <summary>How many there are, those that belong to no group included.</summary>
    public int Count { get; private set; }

    /// <summary>Those with something to report.</summary>
    internal IEnumerable<DigestGroup> Groups => groups.Where(group => group.Count > 0);

    public void Add(HistoryRow row)
    {
        Count++;
        groups.FirstOrDefault(group => group.Holds(row.Change))?.Add(row);
    }

    /// <summary>Those to be listed.</summary>
    public IEnumerator<HistoryRow> GetEnumerator() => groups.SelectMany(group => group.Listed).GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();
}

using LinkWatch.Contracts;
using LinkWatch.Links;

namespace LinkWatch.Storage;

/// <summary>A link's row before and after: null before it is added, and after it is removed.</summary>
public sealed record LinkEdit(Stored<LinkRow>? Before, LinkRow? After)
{
    private IReadOnlyList<string> Removed { get; init; } = [];

    private IReadOnlyList<string> Added { get; init; } = [];

    /// <summary>How many writes of a commit it takes, with its entries in the site's lists.</summary>
    public int Writes => 1 + Removed.Count + Added.Count;

    public static LinkEdit Of(Stored<LinkRow>? before, LinkRow? after)
    {
        var (old, now) = (EntriesOf(before?.Row), EntriesOf(after));
        return new LinkEdit(before, after) { Removed = Without(old, now), Added = Without(now, old) };
    }

    /// <summary>The entries of a link in the site's lists.</summary>
    public static IReadOnlySet<string> EntriesOf(LinkRow? row)
    {
        var keys = new HashSet<string>(StringComparer.Ordinal);
        if (row is null) return keys;
        var status = row.Listed();
        var byChange = Keys.RangeOf(LinkOrder.Change, status) + Keys.PlaceByChange(row.ChangedAt ?? row.AddedAt, row.LinkId);
        var byAddress = Keys.RangeOf(LinkOrder.Address, status) + Keys.PlaceByAddress(row.Link.Source, row.LinkId);
        if (Keys.LetterOf(row) is { } letter) keys.Add(letter);
        foreach (var facet in LinkFacets.Of(row))
        {
            var list = Keys.ListOf(facet);
            keys.Add(list + byChange);
            if (facet.IsListed(LinkOrder.Address)) keys.Add(list + byAddress);
        }

        // One order more for each list would not fit into a commit: by worth, there is that of all links alone.
        keys.Add(Keys.Listed(LinkFacet.All, LinkOrder.Worth, status) + Keys.PlaceByWorth(row.Worth?.Points, row.LinkId));
        if (Contract.IsOf(row.Link)) keys.Add(Keys.ContractEntry(row.Link.PaidUntil, row.LinkId));
        return keys;
    }

    /// <summary>The commit of several edits: the links, their entries, and what they add to the counts.</summary>
    public static IReadOnlyList<RowWrite> Commit(IEnumerable<LinkEdit> edits)
    {
        var writes = new List<RowWrite>();
        var counts = new LinkCounts();
        var events = new List<LinkEvents>();
        foreach (var edit in edits)
        {
            writes.Add(edit.LinkWrite());
            writes.AddRange(edit.Removed.Select(key => RowWrite.Delete(key)));
            writes.AddRange(edit.Added.Select(key => RowWrite.Put(ListEntryRow.At(key))));
            if (edit.Before is { Row: var before }) counts.Add(before, -1);
            if (edit.After is { } after) counts.Add(after);
            if (edit.Event() is { } happened) events.Add(happened);
        }

        if (counts.IsEmpty && events.Count == 0) return writes;

        // An addition has no version to name its delta by, and the link may be removed and added again before that is counted.
        var id = Guid.CreateVersion7().ToString("N");
        writes.Add(RowWrite.Insert(new CountDeltaRow(id, counts.ByFacet(), Merged(events))));
        return writes;
    }

    /// <summary>In commits of as many as fit, in their order.</summary>
    /// <param name="items">What is to be written.</param>
    /// <param name="edit">The edit of each.</param>
    /// <param name="maxPerCommit">See <see cref="ISiteStore.MaxPerCommit"/>.</param>
    public static IEnumerable<IReadOnlyList<T>> Chunk<T>(IEnumerable<T> items, Func<T, LinkEdit> edit, int maxPerCommit)
    {
        var (chunk, writes) = (new List<T>(), 1);
        foreach (var item in items)
        {
            if (writes + edit(item).Writes > maxPerCommit && chunk.Count > 0)
            {
                yield return chunk;
                (chunk, writes) = ([], 1);
            }

            chunk.Add(item);
            writes += edit(item).Writes;
        }

        if (chunk.Count > 0) yield return chunk;
    }

    private static List<LinkEvents> Merged(List<LinkEvents> events) =>
        [.. events.GroupBy(item => item.At).Select(at => new LinkEvents(at.Key, at.Sum(item => item.New), at.Sum(item => item.Lost)))];

    private static IReadOnlyList<string> Without(IReadOnlySet<string> keys, IReadOnlySet<string> others) =>
        others.Count == 0 ? [.. keys] : [.. keys.Where(key => !others.Contains(key))];

    private RowWrite LinkWrite() => (Before, After) switch
    {
        (null, { } added) => RowWrite.Insert(added),
        ({ } before, { } after) => RowWrite.Replace(after, before.Version),
        ({ } removed, null) => RowWrite.Delete(removed.Row.RowKey, removed.Version),
        _ => throw new InvalidOperationException("an edit of no link"),
    };

    private LinkEvents? Event() => (Before?.Row, After) switch
    {
        (null, { } added) => new LinkEvents(added.AddedAt, New: 1, Lost: 0),
        ({ Status: not (null or Status.Lost) }, { Status: Status.Lost } lost) => new LinkEvents(lost.ChangedAt ?? lost.AddedAt, 0, 1),
        _ => null,
    };
}

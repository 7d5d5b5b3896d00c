namespace LinkWatch.Storage;

/// <summary>
/// Walks a site's list in order. The entries of each status are a range of their own, so a list of all of them is merged from five, or has
/// one range after the other if it is by status.
/// </summary>
internal sealed class LinkWalk
{
    private const char ByStatus = 's';
    private const char ByChange = 'c';
    private const char ByAddress = 'a';
    private const char ByWorth = 'w';

    private readonly LinkOrder order;
    private readonly IReadOnlyList<EntryRange> ranges;

    private LinkWalk(LinkOrder order, IReadOnlyList<EntryRange> ranges) => (this.order, this.ranges) = (order, ranges);

    /// <param name="list">Reads keys in a range, up to the given number.</param>
    /// <param name="portion">How many entries are read at a time.</param>
    /// <param name="facet">Whose list.</param>
    /// <param name="order">Its order.</param>
    /// <param name="statuses">Which statuses.</param>
    /// <param name="after">What <see cref="CursorAt"/> gave; null for the beginning.</param>
    /// <exception cref="ArgumentException"><paramref name="after"/> is of another order.</exception>
    public static LinkWalk Start(
        Func<string, string, int, Task<IReadOnlyList<string>>> list, int portion, LinkFacet facet, LinkOrder order, StatusSet statuses,
        string? after)
    {
        var (from, place) = after is null
            ? (default, null)
            : PlaceOf(order, after) ?? throw new ArgumentException("not the next of a page in this order", nameof(after));
        return new LinkWalk(order, [.. statuses.Statuses.Where(one => one >= from).Select(one => new EntryRange(
            list, portion, Keys.Listed(facet, order, one), order != LinkOrder.Status || one == from ? place : null))]);
    }

    /// <summary>The next entry, which stays the next until <see cref="EntryRange.Take"/>; null at the end.</summary>
    public async Task<EntryRange?> NextAsync()
    {
        if (order != LinkOrder.Status)
        {
            await Task.WhenAll(ranges.Select(range => range.FillAsync()));
            return ranges.Where(range => range.Place is not null).MinBy(range => range.Place, StringComparer.Ordinal);
        }

        foreach (var range in ranges)
        {
            await range.FillAsync();
            if (range.Place is not null) return range;
        }

        return null;
    }

    /// <summary>Where a list goes on after an entry.</summary>
    public string CursorAt(string entry)
    {
        // list!<facet>!<order and status>!<place>
        var status = entry.IndexOf('!', Keys.ListPrefix.Length) + 2;
        var place = entry[(status + 2)..];
        return order == LinkOrder.Status ? $"{ByStatus}{entry[status]}!{place}" : $"{Letter(order)}!{place}";
    }

    /// <summary>The status and the place after which a list goes on; null if the text is no cursor of this order.</summary>
    public static (ListedStatus From, string? Place)? PlaceOf(LinkOrder order, string cursor)
    {
        var isByStatus = order == LinkOrder.Status;
        var begin = isByStatus ? 3 : 2;
        if (cursor.Length <= begin || cursor[0] != Letter(order) || cursor[begin - 1] != '!') return null;
        if (!isByStatus) return (default, cursor[begin..]);
        var from = (ListedStatus)(cursor[1] - '0');
        return Enum.IsDefined(from) ? (from, cursor[begin..]) : null;
    }

    private static char Letter(LinkOrder order) => order switch
    {
        LinkOrder.Status => ByStatus,
        LinkOrder.Address => ByAddress,
        LinkOrder.Worth => ByWorth,
        _ => ByChange,
    };
}

/// <summary>The entries of one status, read a portion at a time.</summary>
internal sealed class EntryRange(Func<string, string, int, Task<IReadOnlyList<string>>> list, int portion, string prefix, string? after)
{
    private readonly Queue<string> entries = [];
    private string from = after is null ? prefix : Keys.After(prefix + after);
    private bool isRead;

    /// <summary>The first entry's place; null if there is none.</summary>
    public string? Place { get; private set; }

    public async Task FillAsync()
    {
        if (entries.Count > 0 || isRead) return;
        foreach (var entry in await list(from, Keys.EndOf(prefix), portion)) entries.Enqueue(entry);
        isRead = entries.Count < portion;
        Look();
    }

    /// <summary>Removes the first entry.</summary>
    public string Take()
    {
        var entry = entries.Dequeue();
        from = Keys.After(entry);
        Look();
        return entry;
    }

    private void Look() => Place = entries.TryPeek(out var first) ? first[prefix.Length..] : null;
}

using System.Globalization;
using LinkWatch.Links;
using LinkWatch.Sites;

namespace LinkWatch.Importing;

/// <summary>The links that a file brought so far, by their hashes, and how much of them lies on each page.</summary>
internal sealed class SeenLinks
{
    private readonly Dictionary<UInt128, int> rows = [];
    private readonly Dictionary<UInt128, PageLoad> pages = [];

    /// <summary>The row that brought the link; null if none did.</summary>
    public int? RowOf(Backlink link) => rows.TryGetValue(Key(link), out var row) ? row : null;

    /// <summary>False, and the link is not counted, if its page has too many.</summary>
    public bool TryAdd(Backlink link, int row)
    {
        var page = Number(Ids.Page(link.Source));
        var load = pages.GetValueOrDefault(page).With(link.Target);
        if (load.IsTooMuch) return false;
        pages[page] = load;
        rows[Key(link)] = row;
        return true;
    }

    private static UInt128 Key(Backlink link) => Number(Ids.Link("", link.Source, link.Target));

    private static UInt128 Number(string id) => UInt128.Parse(id, NumberStyles.HexNumber, CultureInfo.InvariantCulture);
}

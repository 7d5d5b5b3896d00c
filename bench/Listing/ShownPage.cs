using LinkWatch.Links;
using LinkWatch.Storage;

namespace LinkWatch.Bench.Listing;

/// <summary>An address of the dashboard that is measured.</summary>
/// <param name="Name">What it shows.</param>
/// <param name="Few">Its path in the small site.</param>
/// <param name="Many">
/// Its path in the large one. A filter that leaves fewer links in the small site than a page shows is compared with that site's whole list,
/// so that both pages have as much on them.
/// </param>
internal sealed record ShownPage(string Name, string Few, string Many)
{
    private const string Shop = "/dashboard/sites/" + ShownSite.Id;

    private static readonly string[] Plain =
        ["", "/domains", "/anchors", "/changes", "/incidents", "/spikes", "/imports", "/settings"];

    private static readonly string[] Filters =
    [
        "status=lost", "status=live&sort=address", "reason=page-gone", "rel=nofollow&sort=address", "placement=footer&sort=status",
        "tag=tag3&sort=address", "acquired=paid", "status=live&tag=tag3", "tag=tag3&placement=footer", "text=title",
    ];

    /// <summary>Every page of a site, and of its lists the filters, the orders, a later page and the last.</summary>
    public static async Task<IReadOnlyList<ShownPage>> AllAsync(ISiteStore store, int few, int many, CancellationToken cancellationToken)
    {
        var pages = new List<ShownPage> { Same("all sites", "/dashboard"), Same("system", "/dashboard/system") };
        pages.AddRange(Plain.Select(path => Same(path.Length == 0 ? "overview" : path[1..], Shop + path)));
        foreach (var (name, number) in (ReadOnlySpan<(string, int)>)[("a lost link", 0), ("a live link", 2)])
        {
            pages.Add(new ShownPage(
                name, $"{Shop}/links/{ListedSite.Link(ShownSite.Id, number, few).LinkId}",
                $"{Shop}/links/{ListedSite.Link(ShownSite.Id, number, many).LinkId}"));
        }

        foreach (var order in Enum.GetValues<LinkOrder>())
        {
            var (deep, last) = await CursorsAsync(store, order, cancellationToken);
            var list = $"{Shop}/links?sort={order.Name()}";
            pages.Add(Same($"links by {order.Name()}", list));
            pages.Add(new ShownPage($"links by {order.Name()}, page 21", list, $"{list}&after={Uri.EscapeDataString(deep)}"));
            pages.Add(new ShownPage($"links by {order.Name()}, last page", list, $"{list}&after={Uri.EscapeDataString(last)}"));
        }

        pages.AddRange(Filters.Select(filter => new ShownPage($"links {filter}", $"{Shop}/links", $"{Shop}/links?{filter}")));
        pages.Add(new ShownPage("links host=…", $"{Shop}/links", $"{Shop}/links?host=blog7.example"));
        pages.Add(Same("links text that none has", $"{Shop}/links?text=no+such+text"));
        pages.Add(Same("CSV", $"{Shop}/links.csv"));
        pages.Add(Same("CSV, text that none has", $"{Shop}/links.csv?text=no+such+text"));
        var lastChange = Uri.EscapeDataString(await LastChangeAsync(store, cancellationToken));
        pages.Add(new ShownPage("changes, last page", $"{Shop}/changes", $"{Shop}/changes?after={lastChange}"));
        return pages;
    }

    private static ShownPage Same(string name, string path) => new(name, path, path);

    /// <summary>Where page 21 and the last page begin.</summary>
    private static async Task<(string Deep, string Last)> CursorsAsync(
        ISiteStore store, LinkOrder order, CancellationToken cancellationToken)
    {
        var links = new SiteLinks(store, TimeProvider.System);
        var (deep, last) = ("", "");
        for (string? next = null; ; last = next)
        {
            var page = await links.ListAsync(ShownSite.Id, LinkFilter.None, order, next, next is null ? 950 : 50, cancellationToken);
            next = page.Next;
            if (next is null) return (deep, last);
            if (deep.Length == 0) deep = next;
        }
    }

    private static async Task<string> LastChangeAsync(ISiteStore store, CancellationToken cancellationToken)
    {
        var last = "";
        for (string? next = null; ; last = next)
        {
            next = (await store.ListHistoryAsync(ShownSite.Id, next, 950, cancellationToken)).Next;
            if (next is null) return last;
        }
    }
}

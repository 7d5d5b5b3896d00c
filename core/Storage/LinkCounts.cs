using LinkWatch.Links;

namespace LinkWatch.Storage;

/// <summary>A site's links, counted by facet and status. As a difference, counts may be negative.</summary>
public sealed class LinkCounts
{
    private readonly SortedDictionary<string, SortedDictionary<string, int>> facets = new(StringComparer.Ordinal);

    public int Links => LinkFacets.Statuses.Sum(Of);

    public bool IsEmpty => facets.Count == 0;

    public int Of(ListedStatus status) => Of(LinkFacet.All, status);

    public int Of(LinkFacet facet) => facets.GetValueOrDefault(facet.Name)?.Values.Sum() ?? 0;

    public int Of(LinkFacet facet, ListedStatus status) => facets.GetValueOrDefault(facet.Name)?.GetValueOrDefault(status.Name()) ?? 0;

    /// <summary>The values of one kind that any link has, each with its links by status name.</summary>
    public IReadOnlyDictionary<string, IReadOnlyDictionary<string, int>> Values(FacetKind kind)
    {
        var prefix = kind.Name() + ":";
        return facets.Where(facet => facet.Key.StartsWith(prefix, StringComparison.Ordinal)).ToDictionary(
            facet => facet.Key[prefix.Length..], facet => (IReadOnlyDictionary<string, int>)facet.Value, StringComparer.Ordinal);
    }

    internal static LinkCounts Of(LinkCountsRow? row)
    {
        var counts = new LinkCounts();
        if (row is not null) counts.Add(row.Facets);
        return counts;
    }

    internal void Add(LinkRow row, int times = 1)
    {
        var status = row.Listed().Name();
        foreach (var facet in LinkFacets.Of(row).Where(facet => facet.Kind != FacetKind.Host)) Add(facet.Name, status, times);
    }

    internal void Add(IReadOnlyDictionary<string, IReadOnlyDictionary<string, int>> others)
    {
        foreach (var (facet, statuses) in others)
        {
            foreach (var (status, count) in statuses) Add(facet, status, count);
        }
    }

    internal IReadOnlyDictionary<string, IReadOnlyDictionary<string, int>> ByFacet() =>
        facets.ToDictionary(facet => facet.Key, facet => (IReadOnlyDictionary<string, int>)facet.Value, StringComparer.Ordinal);

    private void Add(string facet, string status, int count)
    {
        if (!facets.TryGetValue(facet, out var statuses)) facets.Add(facet, statuses = new(StringComparer.Ordinal));
        var sum = statuses.GetValueOrDefault(status) + count;
        if (sum != 0) statuses[status] = sum;
        else statuses.Remove(status);
        if (statuses.Count == 0) facets.Remove(facet);
    }
}

using LinkWatch.Links;

namespace LinkWatch.Storage;

/// <summary>A site's links, counted by facet and status. As a difference, counts may be negative.</summary>
public sealed class LinkCounts
{
    /// <summary>Tags are at most 500 characters long, and a row of a table service at most 1 MiB.</summary>
    private const int MaxTags = 500;

    private static readonly string TagPrefix = FacetKind.Tag.Name() + ":";

    private readonly SortedDictionary<string, SortedDictionary<string, int>> facets = new(StringComparer.Ordinal);

    public int Links => LinkFacets.Statuses.Sum(Of);

    public bool IsEmpty => facets.Count == 0;

    public int Of(ListedStatus status) => Of(LinkFacet.All, status);

    public int Of(LinkFacet facet) => facets.GetValueOrDefault(facet.Name)?.Values.Sum() ?? 0;

    public int Of(LinkFacet facet, StatusSet statuses) => statuses.IsAll ? Of(facet) : statuses.Statuses.Sum(status => Of(facet, status));

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
        foreach (var facet in LinkFacets.Of(row).Where(facet => facet.IsCounted)) Add(facet.Name, status, times);
    }

    internal void Add(IReadOnlyDictionary<string, IReadOnlyDictionary<string, int>> others)
    {
        foreach (var (facet, statuses) in others)
        {
            foreach (var (status, count) in statuses) Add(facet, status, count);
        }
    }

    /// <summary>
    /// As one row keeps them: of the tags, those with the most links, because a file may have a tag of its own in each row. What is left
    /// out can be filtered by, too; only its number is not known.
    /// </summary>
    internal IReadOnlyDictionary<string, IReadOnlyDictionary<string, int>> Stored()
    {
        var tags = Tags();
        var left = tags.Count <= MaxTags ? [] : tags.OrderByDescending(tag => tag.Value.Values.Sum()).Skip(MaxTags).Select(tag => tag.Key);
        return ByFacet().ExceptBy(left, facet => facet.Key).Where(facet => facet.Value.Values.All(count => count > 0))
            .ToDictionary(facet => facet.Key, facet => facet.Value, StringComparer.Ordinal);
    }

    /// <summary>Whether the same is counted. Of more tags than a row keeps, which ones it has is chance.</summary>
    internal bool IsSame(LinkCounts other) => Json.Write(Compared(other)) == Json.Write(other.Compared(this));

    internal IReadOnlyDictionary<string, IReadOnlyDictionary<string, int>> ByFacet() =>
        facets.ToDictionary(facet => facet.Key, facet => (IReadOnlyDictionary<string, int>)facet.Value, StringComparer.Ordinal);

    private Dictionary<string, SortedDictionary<string, int>> Tags() =>
        facets.Where(facet => facet.Key.StartsWith(TagPrefix, StringComparison.Ordinal)).ToDictionary(StringComparer.Ordinal);

    private SortedDictionary<string, IReadOnlyDictionary<string, int>> Compared(LinkCounts other)
    {
        var hasMany = Tags().Count >= MaxTags || other.Tags().Count >= MaxTags;
        var compared = ByFacet().Where(facet => !hasMany || !facet.Key.StartsWith(TagPrefix, StringComparison.Ordinal));
        return new(compared.ToDictionary(StringComparer.Ordinal), StringComparer.Ordinal);
    }

    private void Add(string facet, string status, int count)
    {
        if (!facets.TryGetValue(facet, out var statuses)) facets.Add(facet, statuses = new(StringComparer.Ordinal));
        var sum = statuses.GetValueOrDefault(status) + count;
        if (sum != 0) statuses[status] = sum;
        else statuses.Remove(status);
        if (statuses.Count == 0) facets.Remove(facet);
    }
}

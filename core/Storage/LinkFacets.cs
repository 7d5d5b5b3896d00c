using LinkWatch.Links;
using LinkWatch.Urls;

namespace LinkWatch.Storage;

/// <summary>What a link is listed under beside its status, the worst first.</summary>
public enum ListedStatus
{
    Lost,
    Unindexed,
    Nofollow,

    /// <summary>Nothing is confirmed yet.</summary>
    Pending,
    Live,
}

/// <summary>What links are filtered by.</summary>
public enum FacetKind
{
    /// <summary>Every link has it.</summary>
    All,
    Reason,
    Rel,
    Placement,

    /// <summary>The referring domain.</summary>
    Host,

    /// <summary>The page that the link is to lead to, whatever the spelling of its address.</summary>
    Target,
    Tag,
    Acquired,

    /// <summary>Its owner was notified that it cannot be verified.</summary>
    Unverifiable,
}

/// <summary>One value that a link can be filtered by.</summary>
public readonly record struct LinkFacet(FacetKind Kind, string Value = "")
{
    public static LinkFacet All { get; } = new(FacetKind.All);

    public static LinkFacet Unverifiable { get; } = new(FacetKind.Unverifiable);

    /// <summary>As part of a row's key. What others wrote goes by hash.</summary>
    public string Key => Kind switch
    {
        FacetKind.All or FacetKind.Unverifiable => Kind.Name(),
        FacetKind.Host or FacetKind.Target or FacetKind.Tag => $"{Kind.Name()}-{Ids.Hash(Value)[..16]}",
        _ => $"{Kind.Name()}-{Value}",
    };

    /// <summary>As <see cref="LinkCountsRow"/> names it.</summary>
    public string Name => Value.Length == 0 ? Kind.Name() : $"{Kind.Name()}:{Value}";

    /// <summary>Whether somebody counts its links: a site may have as many domains and targets as links.</summary>
    public bool IsCounted => Kind is not (FacetKind.Host or FacetKind.Target);

    public static LinkFacet OfTarget(WebUrl target) => new(FacetKind.Target, UrlIdentity.PageName(target));

    /// <summary>
    /// Whether its links are listed in this order. All are by worth, alone; and by target there is one order, because the commit of a link
    /// has no room for more.
    /// </summary>
    public bool IsListed(LinkOrder order) => order switch
    {
        LinkOrder.Worth => Kind == FacetKind.All,
        LinkOrder.Address => Kind != FacetKind.Target,
        _ => true,
    };
}

/// <summary>What a link is listed under. A row decides it alone, so that its entries are found again when it changes.</summary>
public static class LinkFacets
{
    /// <summary>A change of a link is one commit with all its entries, and a commit takes a hundred writes.</summary>
    public const int MaxTags = 8;

    private const int MaxReasons = 6;

    /// <summary>What <see cref="FacetKind.Rel"/> says of a link that nothing withholds.</summary>
    public const string Follow = "follow";

    public static IReadOnlyList<string> Rels { get; } = [Follow, "nofollow", "ugc", "sponsored"];

    public static IReadOnlyList<ListedStatus> Statuses { get; } = Enum.GetValues<ListedStatus>();

    public static ListedStatus Listed(this LinkRow row) => Listed(row.Status);

    /// <param name="status">Null while pending.</param>
    public static ListedStatus Listed(Status? status) => status switch
    {
        null or Status.Unknown => ListedStatus.Pending,
        Status.Live => ListedStatus.Live,
        Status.Nofollow => ListedStatus.Nofollow,
        Status.Unindexed => ListedStatus.Unindexed,
        _ => ListedStatus.Lost,
    };

    public static IReadOnlyList<LinkFacet> Of(LinkRow row)
    {
        List<LinkFacet> facets = [LinkFacet.All, new(FacetKind.Host, row.ReferringDomain ?? row.Link.Source.Host)];
        facets.AddRange(row.Reasons.Concat(row.Unverifiable).Distinct().Take(MaxReasons)
            .Select(reason => new LinkFacet(FacetKind.Reason, reason.Name())));
        if (row.Link.Target.Url.IsHttp) facets.Add(LinkFacet.OfTarget(row.Link.Target.Url));
        if (row.Unverifiable.Count > 0) facets.Add(LinkFacet.Unverifiable);
        if (row.Detail is { } detail)
        {
            facets.Add(new(FacetKind.Placement, detail.Placement.Name()));
            facets.AddRange(RelsOf(detail.Rel).Select(rel => new LinkFacet(FacetKind.Rel, rel)));
        }

        if (row.Link.Acquired is { } acquired) facets.Add(new(FacetKind.Acquired, acquired.Name()));
        facets.AddRange(row.Link.Tags.Where(tag => tag.Length > 0).Distinct(StringComparer.Ordinal).Take(MaxTags)
            .Select(tag => new LinkFacet(FacetKind.Tag, tag)));
        return facets;
    }

    private static IReadOnlyList<string> RelsOf(IReadOnlyList<string> tokens)
    {
        var withholding = Rels.Skip(1).Where(rel => tokens.Contains(rel, StringComparer.OrdinalIgnoreCase)).ToList();
        return withholding.Count == 0 ? [Follow] : withholding;
    }
}

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

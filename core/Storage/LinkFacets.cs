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

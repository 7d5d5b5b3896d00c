using LinkWatch.Links;
using LinkWatch.Urls;

namespace LinkWatch.Storage;

/// <summary>What listed links fulfil: all that is set.</summary>
public sealed record LinkFilter
{
    public static LinkFilter None { get; } = new();

    public StatusSet Status { get; init; }

    public Reason? Reason { get; init; }

    /// <summary>One of <see cref="LinkFacets.Rels"/>.</summary>
    public string? Rel { get; init; }

    public Placement? Placement { get; init; }

    /// <summary>A referring domain.</summary>
    public string? Host { get; init; }

    /// <summary>The page that they are to lead to, whatever the spelling of its address.</summary>
    public WebUrl? Target { get; init; }

    public string? Tag { get; init; }

    public Acquired? Acquired { get; init; }

    public bool IsUnverifiable { get; init; }

    /// <summary>The whole anchor, as <see cref="ReferrersRow"/> has it; empty for links without one.</summary>
    public string? Anchor { get; init; }

    /// <summary>The days on which they were added; null for any.</summary>
    public DaySpan? Added { get; init; }

    /// <summary>Contained in the source, the target or the anchor, in any case.</summary>
    public string? Text { get; init; }

    /// <summary>
    /// How many links a list of this filter is made from, one after the other: if nothing else filters, those that it shows. Null for a
    /// referring domain and a target, whose links nobody counts.
    /// </summary>
    /// <param name="counts">Of the site.</param>
    /// <param name="order">That of the list.</param>
    public int? Among(LinkCounts counts, LinkOrder order)
    {
        var facets = Walkable(order);
        return facets.All(facet => facet.IsCounted) ? facets.Append(LinkFacet.All).Min(facet => counts.Of(facet, Status)) : null;
    }

    /// <summary>Whether every link of the list that is walked fits, so that <see cref="Among"/> counts what it shows.</summary>
    public bool IsExact(LinkOrder order) =>
        Text is null && Anchor is null && Added is null && Facets() is var facets && facets.Count <= 1 && facets.All(facet => facet.IsListed(order));

    /// <summary>Those of which there is a list in this order.</summary>
    internal IReadOnlyList<LinkFacet> Walkable(LinkOrder order) => [.. Facets().Where(facet => facet.IsListed(order))];

    internal bool Fits(LinkRow row) => Status.Has(row.Listed()) && !Facets().Except(LinkFacets.Of(row)).Any()
        && (Anchor is null || ReferrerCounts.AnchorOf(row) == Anchor) && Added?.Holds(row.AddedAt) != false && (Text is null || Has(row, Text));

    /// <summary>Those that nobody counts come first.</summary>
    private List<LinkFacet> Facets()
    {
        var facets = new List<LinkFacet>();
        if (Host is not null) facets.Add(new(FacetKind.Host, Host));
        if (Target is not null) facets.Add(LinkFacet.OfTarget(Target));
        if (Reason is { } reason) facets.Add(new(FacetKind.Reason, reason.Name()));
        if (Tag is not null) facets.Add(new(FacetKind.Tag, Tag));
        if (IsUnverifiable) facets.Add(LinkFacet.Unverifiable);
        if (Acquired is { } acquired) facets.Add(new(FacetKind.Acquired, acquired.Name()));
        if (Rel is not null) facets.Add(new(FacetKind.Rel, Rel));
        if (Placement is { } placement) facets.Add(new(FacetKind.Placement, placement.Name()));
        return facets;
    }

    private static bool Has(LinkRow row, string text) =>
        Contains(row.Link.Source.Href, text) || Contains(row.Link.Target.Url.Href, text) || Contains(row.Detail?.Anchor, text);

    private static bool Contains(string? value, string text) => value?.Contains(text, StringComparison.OrdinalIgnoreCase) == true;
}

/// <summary>Some days of a site, the first and the last included.</summary>
/// <param name="First">Null: from the beginning.</param>
/// <param name="Last">Null: without an end.</param>
/// <param name="TimeZone">The site's: an IANA name.</param>
public sealed record DaySpan(DateOnly? First, DateOnly? Last, string TimeZone)
{
    public bool Holds(DateTimeOffset at) =>
        SiteZone.DayOf(SiteZone.Of(TimeZone), at) is var day && !(day < First) && !(day > Last);
}

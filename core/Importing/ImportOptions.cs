using LinkWatch.Fetching;
using LinkWatch.Links;

namespace LinkWatch.Importing;

/// <summary>How a file of links is to be read.</summary>
/// <param name="Fallback">
/// What a row without a target links to: the site's first domain, in <see cref="MatchMode.Domain"/>; null if every row needs one.
/// </param>
public sealed record ImportOptions(LinkTarget? Fallback)
{
    /// <summary>Columns that have no known name.</summary>
    public IReadOnlyList<ColumnChoice> Columns { get; init; } = [];

    /// <summary>Which sources could be visited; null to leave that to the visit.</summary>
    public AddressRules? Addresses { get; init; }
}

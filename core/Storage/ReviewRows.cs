using System.Text.Json.Serialization;
using LinkWatch.Links;

namespace LinkWatch.Storage;

/// <summary>The links of a site that are worth a look, as the daily audit found them. Written only if something is different.</summary>
/// <param name="At">Since when it is as it is here; null if it was found when it was asked for.</param>
/// <param name="Flags">Those that any link has.</param>
public sealed record ReviewRow(DateTimeOffset? At, IReadOnlyList<FlaggedLinks> Flags) : SiteRow
{
    [JsonIgnore]
    public override string RowKey => Keys.Review;
}

/// <summary>The links with one flag.</summary>
/// <param name="Flag">Which.</param>
/// <param name="Links">How many links have it.</param>
/// <param name="Domains">On how many referring domains they are.</param>
/// <param name="Listed">Up to 100 of these, those with the most links first.</param>
public sealed record FlaggedLinks(FlagKind Flag, int Links, int Domains, IReadOnlyList<FlaggedDomain> Listed);

/// <summary>A domain with flagged links.</summary>
/// <param name="Domain">Which.</param>
/// <param name="Links">How many have the flag.</param>
/// <param name="LinkId">One of them.</param>
/// <param name="Source">Its page, cut after 300 characters.</param>
/// <param name="Evidence">What was seen there, in one line.</param>
public sealed record FlaggedDomain(string Domain, int Links, string LinkId, string Source, string Evidence);

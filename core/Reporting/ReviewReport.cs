using LinkWatch.Links;
using LinkWatch.Review.Flags;
using LinkWatch.Storage;

namespace LinkWatch.Reporting;

/// <summary>The links of a site that are worth a look; docs/json.md describes it.</summary>
/// <param name="Site">Whose.</param>
/// <param name="At">Since when the daily audit has found it so; null if it was found when it was asked for.</param>
/// <param name="Flags">Those that any link has.</param>
public sealed record ReviewReport(string Site, DateTimeOffset? At, IReadOnlyList<FlagReport> Flags)
{
    /// <param name="siteId">Whose.</param>
    /// <param name="row">Null before the first audit of a large site: then there are no flags.</param>
    public static ReviewReport Of(string siteId, ReviewRow? row) => new(
        siteId, row?.At, [.. (row?.Flags ?? []).Select(flag => new FlagReport(
            flag.Flag, FlagPolicy.Of(flag.Flag), flag.Links, flag.Domains, flag.Listed))]);
}

/// <param name="Flag">Which.</param>
/// <param name="Policies">Those of search engines that it touches.</param>
/// <param name="Links">How many links have it.</param>
/// <param name="Domains">On how many referring domains they are.</param>
/// <param name="Listed">Up to 100 of these, those with the most links first.</param>
public sealed record FlagReport(
    FlagKind Flag, IReadOnlyList<FlagPolicy> Policies, int Links, int Domains, IReadOnlyList<FlaggedDomain> Listed);

/// <summary>A flagged link: a line of <c>review --flag --json</c>.</summary>
public sealed record FlaggedLinkReport(
    FlagKind Flag, string Evidence, string Id, string Source, string Target, string? Anchor, Placement? Placement)
{
    public static FlaggedLinkReport Of(LinkRow link, Flag flag) => new(
        flag.Kind, flag.Evidence, link.LinkId, link.Link.Source.Href, link.Link.Target.Url.Href, link.Detail?.Anchor,
        link.Detail?.Placement);
}

/// <summary>A letter about a lost link.</summary>
/// <param name="Id">The link.</param>
/// <param name="Source">Its page.</param>
/// <param name="Status">The link's, or <c>pending</c>.</param>
/// <param name="SentAt">When, the last time.</param>
/// <param name="Count">How often.</param>
/// <param name="DueAt">When it is due to be followed up; null if the link is back.</param>
/// <param name="WonBackAt">When the link came back; null while it is lost.</param>
public sealed record LetterReport(
    string Id, string Source, string Status, DateTimeOffset SentAt, int Count, DateTimeOffset? DueAt, DateTimeOffset? WonBackAt)
{
    public static LetterReport Of(Site site, LinkRow link) => new(
        link.LinkId, link.Link.Source.Href, link.Status?.Name() ?? "pending", link.Letter!.SentAt, link.Letter.Count,
        SiteLetters.DueAt(site, link), link.Letter.WonBackAt);
}

/// <summary>Letters about lost links: a page of one list, and the counts of all, each up to 1,000.</summary>
public sealed record LettersReport(
    string Site, int Due, int Waiting, int WonBack, LetterList List, IReadOnlyList<LetterReport> Letters, string? Next);

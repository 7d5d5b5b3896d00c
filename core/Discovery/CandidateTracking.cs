using System.Globalization;
using LinkWatch.Links;
using LinkWatch.Sites;
using LinkWatch.Storage;
using LinkWatch.Urls;

namespace LinkWatch.Discovery;

/// <summary>Begins to track what was discovered.</summary>
public sealed class CandidateTracking(LinkTracker tracker, ISiteStore sites, IPageStore pages)
{
    public const string Tag = "discovered";

    /// <summary>The note that says where a link was found.</summary>
    public const string FoundIn = "Found in";

    /// <summary>Mails name so many pages.</summary>
    private const int MaxNamed = 5;

    /// <summary>Whether a link of a domain is tracked.</summary>
    /// <param name="siteId">Whose.</param>
    /// <param name="domain">As <see cref="CandidateRow.Domain"/>.</param>
    /// <param name="cancellationToken">Stops.</param>
    internal async Task<bool> IsDomainTrackedAsync(string siteId, string domain, CancellationToken cancellationToken)
    {
        var list = Keys.ListOf(new LinkFacet(FacetKind.Host, domain));
        return await sites.ListEntriesAsync(siteId, list, Keys.EndOf(list), 1, cancellationToken) is [_];
    }

    /// <summary>
    /// The candidate with its link tracked, or with the one of its page that was tracked meanwhile; as it is if its page holds no more.
    /// Safe to repeat.
    /// </summary>
    /// <param name="site">Whose.</param>
    /// <param name="row">The candidate.</param>
    /// <param name="edit">What the inbox says of it then.</param>
    /// <param name="cancellationToken">Stops.</param>
    internal async Task<CandidateRow> TrackAsync(Site site, CandidateRow row, InboxEdit edit, CancellationToken cancellationToken)
    {
        var link = new Backlink
        {
            Source = row.Source,
            Target = TargetOf(site, row),
            Tags = [Tag],
            Notes = new Dictionary<string, string>(StringComparer.Ordinal)
            {
                [FoundIn] = WordsOf(row.Origin),
                ["Found on"] = row.AddedAt.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture),
            },
        };
        var linkId = Ids.Link(site.Id, link.Source, link.Target);
        if (await TrackedByOthersAsync(site, row, linkId, cancellationToken) is { } there) return Tracked(row, there);
        var outcome = await tracker.DiscoverAsync(site, link, cancellationToken);
        if (outcome.Refused.Count > 0) return row;
        edit.Sums = edit.Sums with
        {
            Discovered = edit.Sums.Discovered + 1,
            DiscoveredOn = edit.Sums.DiscoveredOn.Count < MaxNamed ? [.. edit.Sums.DiscoveredOn, row.Source] : edit.Sums.DiscoveredOn,
        };
        return Tracked(row, linkId);
    }

    private static CandidateRow Tracked(CandidateRow row, string linkId) =>
        row with { State = CandidateState.Tracked, LinkId = linkId, VisitAt = null, IsAsked = false };

    /// <summary>The link of the page that was tracked since the candidate came, whatever it leads to; null if there is none.</summary>
    private async Task<string?> TrackedByOthersAsync(Site site, CandidateRow row, string linkId, CancellationToken cancellationToken)
    {
        var page = await pages.FindPageAsync(row.Source.Authority, row.CandidateId, cancellationToken);
        var held = page?.Row.Links.Where(link => link.SiteId == site.Id && link.Role == TrackedRole.Link).Select(link => link.LinkId) ?? [];
        var links = await sites.FindLinksAsync(site.Id, [.. held.Append(linkId).Distinct()], cancellationToken);
        var link = links.OrderByDescending(link => link.Row.LinkId == linkId).FirstOrDefault();

        // It may be this one, tracked before a crash.
        return link is null || (link.Row.LinkId == linkId && link.Row.Link.Tags.Contains(Tag)) ? null : link.Row.LinkId;
    }

    public static string WordsOf(string origin) => KebabCase.Parse<CandidateOrigin>(origin) switch
    {
        CandidateOrigin.AccessLog => "access log",
        CandidateOrigin.Export => "export",
        CandidateOrigin.CommonCrawl => "Common Crawl",
        CandidateOrigin.Webmention => "Webmention",
        CandidateOrigin.Bing => "Bing Webmaster Tools",
        CandidateOrigin.Yandex => "Yandex Webmaster",
        CandidateOrigin.Owner => "named by you",
        _ => origin,
    };

    /// <summary>The page that was seen to be linked to; what it was said to link to if none was seen.</summary>
    private static LinkTarget TargetOf(Site site, CandidateRow row) =>
        row.Reading is { IsSeen: true, Detail: { } detail } && WebUrl.TryParse(detail.Href, out var url) && site.Holds(url)
            ? new LinkTarget(url)
            : row.Target is { } target ? new LinkTarget(target) : site.DefaultTarget();
}

using System.Globalization;
using LinkWatch.Links;
using LinkWatch.Sites;
using LinkWatch.Storage;
using LinkWatch.Urls;

namespace LinkWatch.Discovery;

/// <summary>Begins to track what was discovered.</summary>
public sealed class CandidateTracking(LinkTracker tracker)
{
    public const string Tag = "discovered";

    /// <summary>The note that says where a link was found.</summary>
    public const string FoundIn = "Found in";

    /// <summary>Mails name so many pages.</summary>
    private const int MaxNamed = 5;

    /// <summary>The candidate with its link tracked; as it is if its page holds no more. Safe to repeat.</summary>
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
        var outcome = await tracker.DiscoverAsync(site, link, cancellationToken);
        if (outcome.Refused.Count > 0) return row;
        edit.Sums = edit.Sums with
        {
            Discovered = edit.Sums.Discovered + 1,
            DiscoveredOn = edit.Sums.DiscoveredOn.Count < MaxNamed ? [.. edit.Sums.DiscoveredOn, row.Source] : edit.Sums.DiscoveredOn,
        };
        return row with
        {
            State = CandidateState.Tracked,
            LinkId = Ids.Link(site.Id, link.Source, link.Target),
            VisitAt = null,
            IsAsked = false,
        };
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

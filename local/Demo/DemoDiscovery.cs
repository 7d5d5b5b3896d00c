using LinkWatch.Discovery;
using LinkWatch.Links;
using LinkWatch.Storage;

namespace LinkWatch.Local.Demo;

/// <summary>What the demo's site discovers: pages of the built-in web that no export lists, as a log and a few others name them.</summary>
internal sealed class DemoDiscovery(ISiteStore sites, ICandidateInbox inbox, CandidateActions actions, DemoWeb web, TimeProvider time)
{
    /// <summary>The day on which a week's access log is read.</summary>
    public const int Day = 2;

    /// <summary>Pages that nobody listed: some link to the site, most don't.</summary>
    public static IReadOnlyList<DemoPage> Pages { get; } =
    [
        new("cabin-kitchen", "/winter-teas", "Six teas for a snowed-in week", PageKind.Live),
        new("cabin-kitchen", "/cupboard", "What is in our cupboard", PageKind.Live),
        new("slow-travel", "/tyrol/huts", "Huts with good tea", PageKind.Live),
        new("herb-club", "/forum/t/912", "Anyone tried Alpenkraut?", PageKind.UserGenerated),
        new("weekend-reads", "/links/48", "Links we liked", PageKind.Nofollow),
        new("cheap-traffic", "/top", "Rank higher today", PageKind.Removed),
        new("cheap-traffic", "/offers", "Visitors, by the thousand", PageKind.Removed),
        new("cheap-traffic", "/crypto", "A sure thing", PageKind.Removed),
        new("button-for-website", "/share", "Free buttons", PageKind.Removed),
        new("closed-club", "/members/tea", "For members", PageKind.Blocked),
        new("old-radio", "/shows/11", "Show 11", PageKind.Gone),
    ];

    private static readonly CandidateOrigin[] Origins =
    [
        CandidateOrigin.AccessLog, CandidateOrigin.AccessLog, CandidateOrigin.Webmention, CandidateOrigin.Bing, CandidateOrigin.AccessLog,
    ];

    /// <summary>Dismisses one as an owner would.</summary>
    public async Task RunAsync(string siteId, CancellationToken cancellationToken)
    {
        var found = Pages.Select((page, i) => new Candidate(web.UrlOf(page), i < Origins.Length ? Origins[i] : CandidateOrigin.AccessLog)
        {
            Target = i < Origins.Length && Origins[i] == CandidateOrigin.Webmention ? web.TargetOf(page) : null,
            Hits = 1 + (i * 7 % 23),
            SeenAt = time.GetUtcNow().AddHours(-3 * i),
        }).ToList();
        var home = web.UrlOf(new DemoPage("photo-board", "/", "", PageKind.Live));
        found.Add(new Candidate(home, CandidateOrigin.AccessLog) { IsOriginOnly = true, Hits = 61, SeenAt = time.GetUtcNow() });
        await inbox.AddAsync(siteId, found.ToAsyncEnumerable(), isTrial: false, cancellationToken);
        if (await sites.FindSiteAsync(siteId, cancellationToken) is { Row: var site })
            await actions.ActAsync(site, [Ids.Page(found[8].Source)], CandidateAction.Dismiss, cancellationToken);
    }
}

using LinkWatch.Alerting.Digests;
using LinkWatch.Confirming;
using LinkWatch.Links;
using LinkWatch.Sites;
using LinkWatch.Storage;
using LinkWatch.Web.Dashboard.Pages;
using LinkWatch.Web.Dashboard.Serving;
using LinkWatch.Web.SiteKeys;
using Microsoft.AspNetCore.Http;

namespace LinkWatch.Web.Dashboard;

/// <summary>A site's links, and one of them.</summary>
public sealed class LinkViews(
    ISiteStore sites, IPageStore pages, LinkTracker tracker, LinkMuting muting, OnDemandCheck onDemand, ChangeViews changes)
{
    /// <summary>Changes of the site that a link's are looked for in.</summary>
    private const int Searched = 1000;

    public async Task<IResult> ShowAsync(DashboardCall call) => await PageAsync(call, check: null);

    public async Task<IResult> CheckAsync(DashboardCall call)
    {
        if (await FindAsync(call) is not { Link: var link }) return NoSuchLink(call);
        var (visit, wait) = await onDemand.RunAsync(link, call.Site!.Id, call.Stop);
        if (visit is not null) return await PageAsync(call, new CheckedNow(visit.Verdicts[0], null));
        AttemptQuota.SayWhen(call.Http, wait);
        return await PageAsync(
            call,
            new CheckedNow(null, $"At most {CheckQuota.OfHost} checks an hour of one host: try again later."),
            StatusCodes.Status429TooManyRequests);
    }

    public async Task<IResult> MuteAsync(DashboardCall call) =>
        await muting.MuteAsync(call.Site!.Id, call.Value("link"), until: null, call.Stop) is null ? NoSuchLink(call) : Back(call, "Muted.");

    public async Task<IResult> UnmuteAsync(DashboardCall call) =>
        await muting.UnmuteAsync(call.Site!.Id, call.Value("link"), call.Stop) is null ? NoSuchLink(call) : Back(call, "No longer muted.");

    public async Task<IResult> RemoveAsync(DashboardCall call)
    {
        if (await FindAsync(call) is not { } link) return NoSuchLink(call);
        await tracker.RemoveAsync(call.Site!.Id, [link], call.Stop);
        return call.Done(Addresses.Links(call.Site.Id), $"No longer watched: {link.Link.Source.Href}");
    }

    private async Task<IResult> PageAsync(DashboardCall call, CheckedNow? check, int status = StatusCodes.Status200OK)
    {
        if (await FindAsync(call) is not { } link) return NoSuchLink(call);
        var page = (await pages.FindPageAsync(link.Link.Source.Authority, link.Page.PageId, call.Stop))?.Row;
        var tracked = page?.Links.FirstOrDefault(other => other.LinkId == link.LinkId);
        var portion = await sites.ListHistoryAsync(call.Site!.Id, null, Searched, call.Stop);
        var rows = portion.Rows.Select(row => row.Row).Where(row => row.LinkId == link.LinkId).ToList();
        var worse = rows.FirstOrDefault(row => row.Change is { Kind: ChangeKind.State, New: > Status.Live });
        return PageResult.Of<LinkDetailsPage, LinkModel>(call, new LinkModel(
            link,
            page,
            tracked,
            await changes.ShownAsync(call.Site.Id, rows, call.Stop),
            link.Status is Status.Lost && worse is not null ? LetterToOwner.Of(call.Site, worse, link.Link.Contact) : null,
            check), status);
    }

    private async Task<LinkRow?> FindAsync(DashboardCall call) =>
        (await sites.FindLinkAsync(call.Site!.Id, call.Value("link"), call.Stop))?.Row;

    private static IResult Back(DashboardCall call, string line) =>
        call.Done(Addresses.Link(call.Site!.Id, call.Value("link")), line);

    private static PageResult NoSuchLink(DashboardCall call) =>
        PageResult.Message(
            call, StatusCodes.Status404NotFound, "There is no such link", "It may have been removed. Its changes stay listed.");
}

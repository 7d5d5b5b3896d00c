using LinkWatch.Alerting.Digests;
using LinkWatch.Confirming;
using LinkWatch.Links;
using LinkWatch.Scheduling;
using LinkWatch.Sites;
using LinkWatch.Storage;
using LinkWatch.Web.Dashboard.Pages;
using LinkWatch.Web.Dashboard.Serving;
using LinkWatch.Web.SiteKeys;
using Microsoft.AspNetCore.Http;

namespace LinkWatch.Web.Dashboard;

/// <summary>A site's links, and one of them.</summary>
public sealed class LinkViews(
    ISiteStore sites, IPageStore pages, LinkTracker tracker, LinkMuting muting, OnDemandCheck onDemand, ChangeViews changes,
    ConfirmOptions windows)
{
    private const int Rows = 50;

    /// <summary>Changes of the site that those of a link are looked for in if an earlier version of LinkWatch kept them.</summary>
    private const int Searched = 1000;

    public Task<IResult> ShowAsync(DashboardCall call) => PageAsync(call);

    /// <summary>
    /// Saves what was entered, unless somebody saved the link since the form was opened: then the page says what, and keeps what was
    /// entered.
    /// </summary>
    public async Task<IResult> EditAsync(DashboardCall call)
    {
        if (await FindAsync(call) is not { } link) return NoSuchLink(call);
        var entry = LinkEntry.Of(call.Form);
        if (entry.ApplyTo(link.Link, out var problem) is null)
            return await PageAsync(call, unsaved: new UnsavedLink(entry, problem!, []), status: StatusCodes.Status400BadRequest);
        Backlink? others = null;
        var isSame = false;
        var changed = await tracker.EditAsync(
            call.Site!,
            [link],
            now =>
            {
                others = LinkEntry.VersionOf(now) == entry.Was ? null : now;
                var edited = others is null && entry.ApplyTo(now, out _) is { } applied ? applied : now;
                isSame = others is null && LinkEntry.VersionOf(edited) == entry.Was;
                return edited;
            },
            call.Stop);
        if (others is null) return changed > 0 || isSame ? Back(call, "Saved.") : await NotSavedAsync(call, entry);
        IReadOnlyList<Difference> meanwhile = [.. LinkEntry.Differences(entry.ApplyTo(others, out _)!, others)];
        if (meanwhile.Count == 0) return Back(call, "Saved.");
        var unsaved = new UnsavedLink(
            entry with { Was = LinkEntry.VersionOf(others) },
            "Not saved: somebody else saved this link while you were writing. The form has what you entered; to put it in place of theirs, "
                + "save again.",
            meanwhile);
        return await PageAsync(call, unsaved: unsaved, status: StatusCodes.Status409Conflict);
    }

    /// <summary>The link was removed meanwhile, or its page has no room for it.</summary>
    private async Task<IResult> NotSavedAsync(DashboardCall call, LinkEntry entry) => await FindAsync(call) is null
        ? PageResult.Message(
            call, StatusCodes.Status404NotFound, "Not saved: the link is gone", "Somebody removed it while you were writing.")
        : await PageAsync(
            call, unsaved: new UnsavedLink(entry, $"Not saved: {PageLoad.Problem}.", []), status: StatusCodes.Status409Conflict);

    public async Task<IResult> CheckAsync(DashboardCall call)
    {
        if (await FindAsync(call) is not { Link: var link }) return NoSuchLink(call);
        var (visit, wait) = await onDemand.RunAsync(link, call.Site!.Id, call.Stop);
        if (visit is not null) return await PageAsync(call, new CheckedNow(visit.Verdicts[0], null));
        AttemptQuota.SayWhen(call.Http, wait);
        return await PageAsync(
            call,
            new CheckedNow(null, $"At most {CheckQuota.OfHost} checks an hour of one host: try again later."),
            status: StatusCodes.Status429TooManyRequests);
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

    private async Task<IResult> PageAsync(
        DashboardCall call, CheckedNow? check = null, UnsavedLink? unsaved = null, int status = StatusCodes.Status200OK)
    {
        if (await FindAsync(call) is not { } link) return NoSuchLink(call);
        var page = (await pages.FindPageAsync(link.Link.Source.Authority, link.Page.PageId, call.Stop))?.Row;
        var tracked = page?.Links.FirstOrDefault(other => other.LinkId == link.LinkId);
        var (rows, older) = await HistoryAsync(call, link);
        var model = new LinkModel(
            link,
            tracked,
            await changes.ShownAsync(call.Site!.Id, rows, call.Stop),
            older,
            link.Status is Status.Lost ? LetterToOwner.Of(call.Site, link) : null,
            check)
        {
            Outstanding = tracked?.State is { Candidate: { } candidate, Flap: var flap } ? Outstanding.Of(candidate, flap, windows) : null,
            NextCheck = page is null ? null : NextOf(page, call.Now),
            Unsaved = unsaved,
            Removal = link.Status is Status.Live or Status.Nofollow or Status.Unindexed ? RemovalLetter.Of(call.Site, link) : null,
        };
        return PageResult.Of<LinkDetailsPage, LinkModel>(call, model, status);
    }

    private async Task<(IReadOnlyList<HistoryRow> Rows, string? Older)> HistoryAsync(DashboardCall call, LinkRow link)
    {
        var after = Cursor.Of(call, Keys.LinkHistoryOf(link.LinkId));
        var portion = await sites.ListHistoryAsync(call.Site!.Id, link.LinkId, after, Rows, call.Stop);
        List<HistoryRow> rows = [.. portion.Rows.Select(row => row.Row)];
        if (portion.Next is not null || link.FirstReadAt is not { } first || rows.Any(row => row.Change.At <= first))
            return (rows, portion.Next);
        var all = await sites.ListHistoryAsync(call.Site.Id, null, Searched, call.Stop);
        rows.AddRange(all.Rows.Select(row => row.Row).Where(row => row.LinkId == link.LinkId && IsAfter(row)));
        return ([.. rows.DistinctBy(row => row.RowKey).OrderBy(row => row.RowKey, StringComparer.Ordinal)], null);

        // Those up to the cursor were on the pages before.
        bool IsAfter(HistoryRow row) => string.CompareOrdinal(
            Keys.LinkHistory(row.Change.At, row.LinkId, row.Change.Kind.Name()), after) > 0;
    }

    /// <summary>A page that has a re-check is read then; any other when its place in the cadence comes.</summary>
    private static DateTimeOffset NextOf(PageRow page, DateTimeOffset now) => page.RecheckKey is { } key
        ? Keys.RecheckDue(key)
        : ScheduleSlots.Next(page.Key.Cadence, ScheduleSlots.Of(page.Key.PageId), now);

    private async Task<LinkRow?> FindAsync(DashboardCall call) =>
        (await sites.FindLinkAsync(call.Site!.Id, call.Value("link"), call.Stop))?.Row;

    private static IResult Back(DashboardCall call, string line) =>
        call.Done(Addresses.Link(call.Site!.Id, call.Value("link")), line);

    internal static PageResult NoSuchLink(DashboardCall call) =>
        PageResult.Message(
            call, StatusCodes.Status404NotFound, "There is no such link", "It may have been removed. Its changes stay listed.");
}

using LinkWatch.Confirming;
using LinkWatch.Links;
using LinkWatch.Sites;
using LinkWatch.Storage;
using LinkWatch.Web.Dashboard.Pages;
using LinkWatch.Web.Dashboard.Serving;
using Microsoft.AspNetCore.Http;

namespace LinkWatch.Web.Dashboard;

/// <summary>The pages of a site's own that links lead to, and one of them.</summary>
public sealed class TargetViews(ISiteStore sites, LinkMuting muting, ChangeViews changes)
{
    private const int Rows = 50;

    public async Task<IResult> ListAsync(DashboardCall call)
    {
        var only = call.Query(TargetEndpoints.Status) is { } name ? KebabCase.Parse<TargetStatus>(name) : null;
        var after = Cursor.Of(call, only is null ? Keys.TargetListPrefix : Keys.TargetsOf(only));
        var page = await sites.ListAsync(call.Site!.Id, only, after, Rows, call.Stop);
        return PageResult.Of<TargetsPage, TargetsModel>(call, new TargetsModel(only, page.Targets, page.Next));
    }

    public async Task<IResult> ShowAsync(DashboardCall call)
    {
        if (await sites.FindTargetAsync(call.Site!.Id, call.Value("target"), call.Stop) is not { } target) return NoSuchTarget(call);
        var history = await sites.ListHistoryAsync(
            call.Site.Id, target.TargetId, Cursor.Of(call, Keys.LinkHistoryOf(target.TargetId)), Rows, call.Stop);
        var shown = await changes.ShownAsync(call.Site.Id, [.. history.Rows.Select(row => row.Row)], call.Stop);
        return PageResult.Of<TargetDetailsPage, TargetModel>(call, new TargetModel(target, shown, history.Next));
    }

    public async Task<IResult> MuteAsync(DashboardCall call) =>
        Back(call, await muting.MuteAnyAsync(call.Site!.Id, call.Value("target"), until: null, call.Stop) is not null, "Muted.");

    public async Task<IResult> UnmuteAsync(DashboardCall call) =>
        Back(call, await muting.UnmuteAnyAsync(call.Site!.Id, call.Value("target"), call.Stop) is not null, "No longer muted.");

    private static IResult Back(DashboardCall call, bool isThere, string line) =>
        isThere ? call.Done(Addresses.Target(call.Site!.Id, call.Value("target")), line) : NoSuchTarget(call);

    private static PageResult NoSuchTarget(DashboardCall call) => PageResult.Message(
        call, StatusCodes.Status404NotFound, "There is no such target", "No link leads to it any more. Its changes stay listed.");
}

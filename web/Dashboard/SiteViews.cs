using LinkWatch.Alerting.Delivery;
using LinkWatch.Links;
using LinkWatch.Sites;
using LinkWatch.Storage;
using LinkWatch.Web.Dashboard.Pages;
using LinkWatch.Web.Dashboard.Serving;
using Microsoft.AspNetCore.Http;

namespace LinkWatch.Web.Dashboard;

/// <summary>All sites, and one.</summary>
public sealed class SiteViews(
    ISiteStore sites, ISiteLinks links, PlannedChecks planned, SiteChange changes, ChangeViews changeViews,
    SiteLetters letters, IEnumerable<IAlertChannel> channels)
{
    private const int ShownDays = 90;
    private const int LatestChanges = 20;
    private const int LatestImports = 5;
    private const int LatestWonBack = 5;

    private static readonly string[] Fields = ["domains", "owners"];

    private readonly List<string> known = [.. channels.Select(channel => channel.Name).Distinct()];

    public Task<IResult> ListAsync(DashboardCall call) => ListAsync(call, problem: null);

    public async Task<IResult> AddAsync(DashboardCall call)
    {
        var id = call.Field("id") ?? "";
        if (!SiteFields.IsId(id)) return await ListAsync(call, $"“{id}” can’t be a site’s name: use a–z, 0–9 and -.");
        string? problem = null;
        await changes.SaveAsync(
            id,
            before =>
            {
                if (before is not null) problem = $"A site named {id} already exists.";
                if (problem is not null) return null;
                var edit = new SiteEdit(new Site { Id = id, Domains = [] }, known);
                foreach (var name in Fields.Where(name => call.Field(name) is not null)) edit.Set(name, call.Field(name)!);
                problem = edit.Finish();
                return problem is null ? edit.Site : null;
            },
            call.Stop);
        return problem is null
            ? call.Done(Addresses.Site(id) + "/imports", $"Added {id}. Now import its links.")
            : await ListAsync(call, problem);
    }

    /// <summary>Of the sites that the visitor may see.</summary>
    private async Task<IReadOnlyList<SiteCard>> CardsAsync(DashboardCall call)
    {
        var cards = new List<SiteCard>();
        foreach (var (site, _) in await sites.ListSitesAsync(call.Stop))
        {
            if (!call.Visitor!.MaySee(site)) continue;
            cards.Add(new SiteCard(
                site,
                await CoverageAsync(site, call.Stop),
                await links.CountsAsync(site.Id, call.Stop),
                await DaysAsync(site, call)));
        }

        return cards;
    }

    public async Task<IResult> ShowAsync(DashboardCall call)
    {
        var site = call.Site!;
        var history = await sites.ListHistoryAsync(site.Id, null, LatestChanges, call.Stop);
        var incidents = await changeViews.AllIncidentsAsync(site.Id, call.Stop);
        var imports = await sites.ListImportsAsync(site.Id, null, LatestImports, call.Stop);
        return PageResult.Of<SitePage, SiteModel>(call, new SiteModel(
            call.Frame!.Counts,
            await CoverageAsync(site, call.Stop),
            await DaysAsync(site, call),
            await changeViews.ShownAsync(site.Id, [.. history.Rows.Select(row => row.Row)], call.Stop),
            [.. incidents.Where(row => row.BackNotifiedAt is null && row.Returned < row.Members)],
            [.. imports.Rows.Select(row => row.Row).Where(row => row.IsBeingRead)],
            await planned.ToAsync(site.Cadence, call.Stop))
        {
            Letters = call.IsShared ? new LetterCounts(0, 0, 0) : await letters.CountAsync(site, call.Stop),
            WonBack = call.IsShared ? [] : (await letters.ListAsync(site, LetterList.WonBack, null, LatestWonBack, call.Stop)).Links,
        });
    }

    /// <summary>As the last daily audit found it; null before the first.</summary>
    internal async Task<CoverageRow?> CoverageAsync(Site site, CancellationToken cancellationToken) =>
        (await sites.ListCoverageAsync(site.Id, null, 1, cancellationToken)).Rows is [var latest, ..] ? latest.Row : null;

    private Task<IReadOnlyList<DayRow>> DaysAsync(Site site, DashboardCall call)
    {
        var today = DayRow.DayOf(site, call.Now);
        return links.DaysAsync(site.Id, today.AddDays(1 - ShownDays), today, call.Stop);
    }

    private async Task<IResult> ListAsync(DashboardCall call, string? problem) => PageResult.Of<SitesPage, SitesModel>(
        call,
        new SitesModel(await CardsAsync(call), problem),
        problem is null ? StatusCodes.Status200OK : StatusCodes.Status400BadRequest);
}

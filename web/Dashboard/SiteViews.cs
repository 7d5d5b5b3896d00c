using LinkWatch.Alerting.Delivery;
using LinkWatch.Links;
using LinkWatch.Sites;
using LinkWatch.Storage;
using LinkWatch.Web.Dashboard.Pages;
using LinkWatch.Web.Dashboard.Serving;
using Microsoft.AspNetCore.Http;

namespace LinkWatch.Web.Dashboard;

/// <summary>All sites, and one.</summary>
public sealed class SiteViews(ISiteStore sites, SiteChange changes, IEnumerable<IAlertChannel> channels)
{
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
                if (before is not null) problem = $"There is a site {id} already.";
                if (problem is not null) return null;
                var edit = new SiteEdit(new Site { Id = id, Domains = [] }, known);
                foreach (var name in Fields.Where(name => call.Field(name) is not null)) edit.Set(name, call.Field(name)!);
                problem = edit.Finish();
                return problem is null ? edit.Site : null;
            },
            call.Stop);
        return problem is null
            ? Results.Redirect(Addresses.Done(Addresses.Site(id) + "/imports", $"Added {id}. Now import its links."))
            : await ListAsync(call, problem);
    }

    /// <summary>Of the sites that the visitor may see.</summary>
    internal async Task<IReadOnlyList<SiteCard>> CardsAsync(DashboardCall call)
    {
        var cards = new List<SiteCard>();
        foreach (var (site, _) in await sites.ListSitesAsync(call.Stop))
        {
            if (!call.Visitor!.MaySee(site)) continue;
            var coverage = await sites.ListCoverageAsync(site.Id, null, 1, call.Stop);
            cards.Add(new SiteCard(site, coverage.Rows is [var latest, ..] ? latest.Row : null));
        }

        return cards;
    }

    private async Task<IResult> ListAsync(DashboardCall call, string? problem) => PageResult.Of<SitesPage, SitesModel>(
        call,
        new SitesModel(await CardsAsync(call), problem),
        problem is null ? StatusCodes.Status200OK : StatusCodes.Status400BadRequest);
}

using LinkWatch.Importing;
using LinkWatch.Links;
using LinkWatch.Reporting;
using LinkWatch.Sites;
using LinkWatch.Storage;
using LinkWatch.Web.Dashboard.Pages;
using LinkWatch.Web.Dashboard.Serving;
using Microsoft.AspNetCore.Http;

namespace LinkWatch.Web.Dashboard;

/// <summary>A site's links: filtered, ordered, under a name, as CSV, and many at once.</summary>
public sealed class LinkListViews(ISiteLinks links, SavedViews views, BulkLinks bulk)
{
    private const int Rows = 50;

    /// <summary>Of a CSV: more are for the command <c>export</c>.</summary>
    private const int MaxCsv = 10_000;
    private const int CsvPortion = 500;

    /// <summary>A page looks at a few hundred links: a text that no link has is not looked for in all of a million.</summary>
    private const int MaxCsvPages = 200;

    public Task<IResult> ListAsync(DashboardCall call) => PageAsync(call, question: null);

    /// <summary>
    /// What the list shows, all its pages together, sent as they are read. The first is read before: if storage doesn't answer, the answer
    /// still can be a page that says so.
    /// </summary>
    public async Task<IResult> CsvAsync(DashboardCall call)
    {
        var query = LinkListQuery.Of(call);
        if (!query.IsUnderstood)
        {
            return PageResult.Message(
                call, StatusCodes.Status400BadRequest, "This list has a filter that there is not", "Choose its filters again.");
        }

        var first = await links.ListAsync(call.Site!.Id, query.Filter, query.Order, null, Rows, call.Stop);
        call.Http.Response.Headers.CacheControl = "no-store";
        return Results.Stream(
            to => CsvExport.WriteAsync(to, LinkCsv.Header, ReportsAsync(call, query, first).Take(MaxCsv).Select(LinkCsv.Cells), call.Stop),
            "text/csv; charset=utf-8",
            $"{call.Site.Id}-links.csv");
    }

    public async Task<IResult> DomainsAsync(DashboardCall call)
    {
        var row = await links.FindReferrersAsync(call.Site!.Id, call.Stop);
        const string Meaning = "The domains that your links are on, those with the most links first.";
        var summary = row is null
            ? ""
            : $"{Counted.Of(row.DomainCount, "domain")}; {Counted.Number(row.LiveDomainCount)} of them with a live link."
                + (row.DomainCount > row.Domains.Count ? $" The first {Counted.Number(row.Domains.Count)} are listed." : "");
        return PageResult.Of<ReferrersPage, ReferrersModel>(
            call, new ReferrersModel("Referring domains", "Domain", LinkQuery.Host, Meaning, summary, row?.At, row?.Domains ?? []));
    }

    public async Task<IResult> AnchorsAsync(DashboardCall call)
    {
        var row = await links.FindReferrersAsync(call.Site!.Id, call.Stop);
        return PageResult.Of<ReferrersPage, ReferrersModel>(
            call,
            new ReferrersModel(
                "Anchors", "Anchor", LinkQuery.Anchor, "What your links say, as their pages were last read.", "", row?.At, row?.Anchors ?? []));
    }

    /// <summary>Tags links, has them checked again, or stops watching them: those that were chosen, or all of the list.</summary>
    public async Task<IResult> ActAsync(DashboardCall call)
    {
        var query = LinkListQuery.Of(call);
        var back = Addresses.Back(call.Field("back") ?? Addresses.Links(call.Site!.Id) + query.Text);
        var (action, tag) = (call.Field("action"), call.Field("tag"));
        var isAll = call.Field("all") == "yes";
        var chosen = call.Form["link"].OfType<string>().Take(Rows).ToList();
        if (!isAll && chosen.Count == 0) return call.Done(back, "No link was chosen.");
        if (isAll && !query.IsUnderstood) return call.Done(back, "This list has a filter that there is not: choose it again.");
        if (isAll && action == BulkLinks.Remove && call.Field("sure") != "yes")
            return await PageAsync(call, new BulkQuestion(Sure(query, call.Frame!.Counts), action, null, null));

        if (BulkLinks.ProblemOf(action, tag) is { } problem) return call.Done(back, problem);

        if (!isAll) return call.Done(back, (await bulk.ChosenAsync(call.Site!, chosen, action, tag, call.Stop)).Words(action, tag));
        var from = call.Field("from") is { } at && Paging.IsKey(at, "") && LinkPage.IsNext(LinkOrder.Address, at) ? at : null;
        var outcome = await bulk.AllAsync(call.Site!, query.Filter, from, action, tag, call.Stop);
        return outcome.Next is null
            ? call.Done(back, outcome.Words(action, tag))
            : await PageAsync(call, new BulkQuestion(outcome.Words(action, tag), action, tag, outcome.Next));
    }

    /// <summary>Keeps the list under a name, gives the name to another, or takes it away.</summary>
    public async Task<IResult> KeepAsync(DashboardCall call)
    {
        var query = LinkListQuery.Of(call);
        var (site, name) = (call.Site!.Id, call.Field("name") ?? "");
        var view = call.Field("view") ?? "";
        string? problem = null;
        string done;
        switch (call.Field("action"))
        {
            case "rename":
                problem = await views.RenameAsync(site, view, name, call.Stop);
                done = $"Renamed “{view}” to “{name}”.";
                break;
            case "remove":
                await views.RemoveAsync(site, view, call.Stop);
                done = $"Removed the view “{view}”. Its links stay.";
                break;
            default:
                problem = query.IsUnderstood
                    ? await views.SaveAsync(site, new SavedView(name, query.Text.TrimStart('?')), call.Stop)
                    : "This list has a filter that there is not: choose it again.";
                done = $"Saved as “{name}”.";
                break;
        }

        return call.Done(Addresses.Links(site) + query.Text, problem ?? done);
    }

    private async Task<IResult> PageAsync(DashboardCall call, BulkQuestion? question)
    {
        var query = LinkListQuery.Of(call);
        var after = call.Query("after") is { } next && Paging.IsKey(next, "") && LinkPage.IsNext(query.Order, next) ? next : null;
        var page = await links.ListAsync(call.Site!.Id, query.Filter, query.Order, after, Rows, call.Stop);

        // What a part of the work changed is counted again.
        var counts = question?.From is null ? call.Frame!.Counts : await links.CountsAsync(call.Site.Id, call.Stop);
        var before = after is not null && int.TryParse(call.Query(LinksModel.LookedName), out var count) && count > 0 ? count : 0;
        return PageResult.Of<LinksPage, LinksModel>(call, new LinksModel(query, page, counts)
        {
            Looked = before + page.Looked,
            Views = await views.ListAsync(call.Site.Id, call.Stop),
            Question = question,
        });
    }

    private static string Sure(LinkListQuery query, LinkCounts counts) =>
        query.Filter.IsExact(LinkOrder.Change) && query.Filter.Among(counts, LinkOrder.Change) is { } count
            ? $"Stop watching all {Counted.Of(count, "link")} of this list? Their history stays."
            : "Stop watching all links of this list, however many they are? Their history stays.";

    private async IAsyncEnumerable<LinkReport> ReportsAsync(DashboardCall call, LinkListQuery query, LinkPage page)
    {
        for (var pages = 1; ; pages++)
        {
            foreach (var link in page.Links) yield return LinkReport.Of(call.Site!.Id, link, call.Now);
            if (page.Next is null || pages == MaxCsvPages) yield break;
            page = await links.ListAsync(call.Site!.Id, query.Filter, query.Order, page.Next, CsvPortion, call.Stop);
        }
    }
}

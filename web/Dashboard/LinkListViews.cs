using System.Globalization;
using LinkWatch.Importing;
using LinkWatch.Links;
using LinkWatch.Reporting;
using LinkWatch.Sites;
using LinkWatch.Storage;
using LinkWatch.Web.Dashboard.Pages;
using LinkWatch.Web.Dashboard.Serving;
using Microsoft.AspNetCore.Http;

namespace LinkWatch.Web.Dashboard;

/// <summary>A site's links: filtered, ordered, as CSV, and many at once.</summary>
public sealed class LinkListViews(ISiteLinks links, ISiteStore sites, LinkTracker tracker)
{
    private const int Rows = 50;
    private const int MaxTag = 50;

    /// <summary>Of a CSV: more are for the command <c>export</c>.</summary>
    private const int MaxCsv = 10_000;
    private const int CsvPortion = 500;

    /// <summary>A page looks at a few hundred links: a text that no link has is not looked for in all of a million.</summary>
    private const int MaxCsvPages = 200;

    public async Task<IResult> ListAsync(DashboardCall call)
    {
        var query = QueryOf(call);
        var after = call.Query("after") is { } next && Paging.IsKey(next, "") && LinkPage.IsNext(query.Order, next) ? next : null;
        var page = await links.ListAsync(call.Site!.Id, query.Filter, query.Order, after, Rows, call.Stop);
        var counts = await links.CountsAsync(call.Site.Id, call.Stop);
        return PageResult.Of<LinksPage, LinksModel>(call, new LinksModel(query.Filter, query.Order, page, counts));
    }

    /// <summary>What the list shows, all its pages together.</summary>
    public async Task<IResult> CsvAsync(DashboardCall call)
    {
        using var file = new MemoryStream();
        await CsvExport.WriteAsync(file, LinkCsv.Header, ReportsAsync(call).Take(MaxCsv).Select(LinkCsv.Cells), call.Stop);
        call.Http.Response.Headers.CacheControl = "no-store";
        return Results.File(file.ToArray(), "text/csv; charset=utf-8", $"{call.Site!.Id}-links.csv");
    }

    public async Task<IResult> DomainsAsync(DashboardCall call)
    {
        var row = await links.FindReferrersAsync(call.Site!.Id, call.Stop);
        const string Meaning = "The domains that your links are on, those with the most links first.";
        var summary = row is null
            ? ""
            : $"{Counted.Of(row.DomainCount, "domain")}; {row.LiveDomainCount.ToString("n0", CultureInfo.InvariantCulture)} of them "
                + "with a live link.";
        return PageResult.Of<ReferrersPage, ReferrersModel>(
            call, new ReferrersModel("Referring domains", "Domain", "host", Meaning, summary, row?.At, row?.Domains ?? []));
    }

    public async Task<IResult> AnchorsAsync(DashboardCall call)
    {
        var row = await links.FindReferrersAsync(call.Site!.Id, call.Stop);
        return PageResult.Of<ReferrersPage, ReferrersModel>(
            call,
            new ReferrersModel(
                "Anchors", "Anchor", "text", "What your links say, as their pages were last read.", "", row?.At, row?.Anchors ?? []));
    }

    /// <summary>Tags the chosen links, or stops watching them.</summary>
    public async Task<IResult> ActAsync(DashboardCall call)
    {
        var chosen = (await sites.FindLinksAsync(call.Site!.Id, [.. call.Form["link"].OfType<string>().Take(Rows)], call.Stop))
            .Select(row => row.Row).ToList();
        var back = Addresses.Back(call.Field("back"));
        if (chosen.Count == 0) return call.Done(back, "No link was chosen.");
        if (call.Field("action") == "remove")
        {
            await tracker.RemoveAsync(call.Site.Id, chosen, call.Stop);
            return call.Done(back, $"No longer watched: {Counted.Of(chosen.Count, "link")}.");
        }

        if (call.Field("tag") is not { Length: <= MaxTag } tag || tag.Contains(','))
            return call.Done(back, $"Write a tag of at most {MaxTag} characters, without commas.");
        if (chosen.Any(row => row.Link.Tags.Count >= LinkFacets.MaxTags && !row.Link.Tags.Contains(tag)))
            return call.Done(back, $"A link has {LinkFacets.MaxTags} tags at most.");
        var tagged = chosen
            .Select(row => row.Link with { Tags = [.. row.Link.Tags.Append(tag).Distinct(StringComparer.Ordinal)] }).ToList();
        await tracker.AddAsync(call.Site, tagged, "dashboard", progress: null, call.Stop);
        return call.Done(back, $"Tagged “{tag}”: {Counted.Of(chosen.Count, "link")}.");
    }

    private async IAsyncEnumerable<LinkReport> ReportsAsync(DashboardCall call)
    {
        var query = QueryOf(call);
        var pages = 0;
        for (string? after = null, next = ""; next is not null && pages < MaxCsvPages; after = next, pages++)
        {
            var page = await links.ListAsync(call.Site!.Id, query.Filter, query.Order, after, CsvPortion, call.Stop);
            foreach (var link in page.Links) yield return LinkReport.Of(call.Site.Id, link, call.Now);
            next = page.Next;
        }
    }

    /// <summary>As the API reads it; an address that was typed wrong shows all links.</summary>
    private static LinkQuery QueryOf(DashboardCall call) =>
        LinkQuery.Of(call.Http.Request).Query ?? new LinkQuery(LinkFilter.None, LinkOrder.Change, WithChecks: false);
}

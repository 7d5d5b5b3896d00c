using LinkWatch.Links;
using LinkWatch.Local.Pipeline;
using LinkWatch.Reporting;
using LinkWatch.Storage;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace LinkWatch.Local.Serving;

/// <summary>What <c>serve</c> answers: health, and JSON lists of links and changes, in portions.</summary>
internal static class Endpoints
{
    private const int MostRows = 1000;
    private const int DefaultRows = 100;

    public static void Map(IEndpointRouteBuilder routes)
    {
        routes.MapGet("/health", Health);
        routes.MapGet("/sites/{site}/links", LinksAsync);
        routes.MapGet("/sites/{site}/changes", ChangesAsync);
    }

    private static IResult Health(PipelineHealth health) =>
        Results.Json(new { healthy = health.IsHealthy, parts = health.Parts }, Json.Options, statusCode: health.IsHealthy ? StatusCodes.Status200OK : StatusCodes.Status503ServiceUnavailable);

    private static async Task<IResult> LinksAsync(string site, string? after, int? most, IPageStore pages, ISiteStore sites, CancellationToken cancellationToken)
    {
        if (await sites.FindSiteAsync(site, cancellationToken) is null) return Missing();
        var portion = await sites.ListLinksAsync(site, after, RowsOf(most), cancellationToken);
        var links = new List<LinkReport>(portion.Rows.Count);
        foreach (var row in portion.Rows.Select(link => link.Row))
        {
            var page = await pages.FindPageAsync(row.Link.Source.Authority, row.Page.PageId, cancellationToken);
            links.Add(LinkReport.Of(site, row, page?.Row.Links.FirstOrDefault(link => link.LinkId == row.LinkId)));
        }

        return Results.Json(new { links, next = portion.Next }, Json.Options);
    }

    private static async Task<IResult> ChangesAsync(string site, string? after, int? most, ISiteStore sites, CancellationToken cancellationToken)
    {
        if (await sites.FindSiteAsync(site, cancellationToken) is null) return Missing();
        var portion = await sites.ListHistoryAsync(site, after, RowsOf(most), cancellationToken);
        return Results.Json(new { changes = portion.Rows.Select(row => ChangeReport.Of(site, row.Row)), next = portion.Next }, Json.Options);
    }

    private static IResult Missing() => Results.Json(new { error = "there is no such site" }, Json.Options, statusCode: StatusCodes.Status404NotFound);

    private static int RowsOf(int? most) => Math.Clamp(most ?? DefaultRows, 1, MostRows);
}

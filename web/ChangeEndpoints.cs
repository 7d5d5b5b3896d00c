using LinkWatch.Reporting;
using LinkWatch.Storage;
using Microsoft.AspNetCore.Http;

namespace LinkWatch.Web;

/// <summary>The changes of a site or of one of its links, newest first.</summary>
public sealed class ChangeEndpoints(ISiteStore sites)
{
    /// <summary>History rows of the site that one request for a link reads; <c>next</c> continues after them.</summary>
    private const int RowsToSearch = 1000;

    private const int FeedEntries = 100;

    public async Task<IResult> OfSiteAsync(string site, HttpRequest request, CancellationToken cancellationToken)
    {
        if (await sites.FindSiteAsync(site, cancellationToken) is null) return ApiAnswer.NoSuchSite();
        if (Paging.Of(request, Keys.HistoryPrefix) is not { } paging) return Paging.Refusal();
        var portion = await sites.ListHistoryAsync(site, paging.After, paging.Most, cancellationToken);
        return await ReportAsync(site, [.. portion.Rows.Select(row => row.Row)], portion.Next, cancellationToken);
    }

    /// <summary>The latest changes of a site, for feed readers.</summary>
    public async Task<IResult> FeedAsync(string site, HttpRequest request, CancellationToken cancellationToken)
    {
        if (await sites.FindSiteAsync(site, cancellationToken) is not { Row: var owner }) return ApiAnswer.NoSuchSite();
        var latest = await sites.ListHistoryAsync(site, null, FeedEntries, cancellationToken);

        // Without the query, which may contain a function key.
        var self = $"{request.Scheme}://{request.Host}{request.PathBase}{request.Path}";
        return Results.Bytes(AtomFeed.Write(owner, [.. latest.Rows.Select(row => row.Row)], self), "application/atom+xml; charset=utf-8");
    }

    public async Task<IResult> OfLinkAsync(string site, string id, HttpRequest request, CancellationToken cancellationToken)
    {
        if (await sites.FindLinkAsync(site, id, cancellationToken) is null) return ApiAnswer.NoSuchLink();
        if (Paging.Of(request, Keys.HistoryPrefix) is not { } paging) return Paging.Refusal();
        var portion = await sites.ListHistoryAsync(site, paging.After, RowsToSearch, cancellationToken);
        var changes = portion.Rows.Select(row => row.Row).Where(row => row.LinkId == id).ToList();
        return await ReportAsync(site, changes, portion.Next, cancellationToken);
    }

    private async Task<IResult> ReportAsync(
        string site, IReadOnlyList<HistoryRow> rows, string? next, CancellationToken cancellationToken) =>
        ApiAnswer.Of(new { changes = await new ChangeReports(sites).OfAsync(site, rows, cancellationToken), next });
}

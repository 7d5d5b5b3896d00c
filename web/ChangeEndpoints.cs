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
        var (page, refusal) = Paging.Of(request, Keys.HistoryPrefix);
        if (page is null) return refusal!;
        var portion = await sites.ListHistoryAsync(site, page.From, page.Rows, cancellationToken);
        return await ReportAsync(site, [.. portion.Rows.Select(row => row.Row)], portion.Next, cancellationToken);
    }

    /// <summary>The latest changes of a site, for feed readers.</summary>
    public async Task<IResult> FeedAsync(string site, HttpRequest request, CancellationToken cancellationToken)
    {
        if (await sites.FindSiteAsync(site, cancellationToken) is not { Row: var owner }) return ApiAnswer.NoSuchSite();
        var latest = await sites.ListHistoryAsync(site, null, FeedEntries, cancellationToken);

        // Without the query, which may contain a function key.
        var self = $"{request.Scheme}://{request.Host}{request.PathBase}{request.Path}";
        return ApiAnswer.Tagged(
            AtomFeed.Write(owner, [.. latest.Rows.Select(row => row.Row)], self), "application/atom+xml; charset=utf-8");
    }

    public async Task<IResult> OfLinkAsync(string site, string id, HttpRequest request, CancellationToken cancellationToken)
    {
        if (await sites.FindLinkAsync(site, id, cancellationToken) is null) return ApiAnswer.NoSuchLink();
        var (page, refusal) = Paging.Of(request, Keys.HistoryPrefix);
        if (page is null) return refusal!;
        var portion = await sites.ListHistoryAsync(site, page.From, RowsToSearch, cancellationToken);
        var ofLink = portion.Rows.Select(row => row.Row).Where(row => row.LinkId == id).ToList();
        var next = ofLink.Count > page.Rows ? ofLink[page.Rows - 1].RowKey : portion.Next;
        return await ReportAsync(site, [.. ofLink.Take(page.Rows)], next, cancellationToken);
    }

    private async Task<IResult> ReportAsync(
        string site, IReadOnlyList<HistoryRow> rows, string? next, CancellationToken cancellationToken) =>
        ApiAnswer.Of(new ChangeList(await new ChangeReports(sites).OfAsync(site, rows, cancellationToken), next));
}

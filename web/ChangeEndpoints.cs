using System.Text.Json;
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

    internal const string JsonFeedType = "application/feed+json";
    private const string AtomType = "application/atom+xml";

    public async Task<IResult> OfSiteAsync(string site, HttpRequest request, CancellationToken cancellationToken)
    {
        if (await sites.FindSiteAsync(site, cancellationToken) is null) return ApiAnswer.NoSuchSite();
        var (page, refusal) = Paging.Of(request, Keys.HistoryPrefix);
        if (page is null) return refusal!;
        var portion = await sites.ListHistoryAsync(site, page.From, page.Rows, cancellationToken);
        return await ReportAsync(site, [.. portion.Rows.Select(row => row.Row)], portion.Next, cancellationToken);
    }

    /// <summary>The latest changes of a site, for feed readers, in Atom.</summary>
    public async Task<IResult> FeedAsync(string site, HttpRequest request, CancellationToken cancellationToken) =>
        await FeedOfAsync(site, request, cancellationToken) is { } feed
            ? ApiAnswer.Tagged(AtomFeed.Write(feed), $"{AtomType}; charset=utf-8")
            : ApiAnswer.NoSuchSite();

    /// <summary>The same in JSON Feed.</summary>
    public async Task<IResult> JsonFeedAsync(string site, HttpRequest request, CancellationToken cancellationToken) =>
        await FeedOfAsync(site, request, cancellationToken) is { } feed
            ? ApiAnswer.Tagged(JsonSerializer.SerializeToUtf8Bytes(JsonFeed.Of(feed), Links.Json.Options), $"{JsonFeedType}; charset=utf-8")
            : ApiAnswer.NoSuchSite();

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

    private async Task<ChangeFeed?> FeedOfAsync(string site, HttpRequest request, CancellationToken cancellationToken)
    {
        if (await sites.FindSiteAsync(site, cancellationToken) is not { Row: var owner }) return null;
        var latest = await sites.ListHistoryAsync(site, null, FeedEntries, cancellationToken);

        // Readers that know only one of them find the other.
        request.HttpContext.Response.Headers.Link =
            $"<feed.atom>; rel=\"alternate\"; type=\"{AtomType}\", <feed.json>; rel=\"alternate\"; type=\"{JsonFeedType}\"";

        // Without the query, which may contain a function key.
        var self = $"{request.Scheme}://{request.Host}{request.PathBase}{request.Path}";
        return ChangeFeed.Of(owner, [.. latest.Rows.Select(row => row.Row)], self);
    }

    private async Task<IResult> ReportAsync(
        string site, IReadOnlyList<HistoryRow> rows, string? next, CancellationToken cancellationToken) =>
        ApiAnswer.Of(new ChangeList(await new ChangeReports(sites).OfAsync(site, rows, cancellationToken), next));
}

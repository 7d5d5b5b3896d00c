using LinkWatch.Fetching;
using LinkWatch.Importing;
using LinkWatch.Links;
using LinkWatch.Reporting;
using LinkWatch.Sites;
using LinkWatch.Storage;
using Microsoft.AspNetCore.Http;

namespace LinkWatch.Web;

/// <summary>The links of a site: lists them, and adds, shows and removes one.</summary>
public sealed class LinkEndpoints(
    ISiteStore sites, ISiteLinks listing, IPageStore pages, LinkTracker tracker, FetchOptions fetch)
{
    public async Task<IResult> ListAsync(string site, HttpRequest request, CancellationToken cancellationToken)
    {
        if (await sites.FindSiteAsync(site, cancellationToken) is null) return ApiAnswer.NoSuchSite();
        var (query, refusal) = LinkQuery.Of(request);
        if (query is null) return refusal!;
        (var page, refusal) = Paging.Of(request, after => LinkPage.IsNext(query.Order, after));
        if (page is null) return refusal!;
        var portion = await listing.ListAsync(site, query.Filter, query.Order, page.From, page.Rows, cancellationToken);
        var links = await new LinkReports(pages).OfAsync(site, portion.Links, query.WithChecks, cancellationToken);
        return ApiAnswer.Of(new { links, next = portion.Next });
    }

    /// <summary>What is being confirmed; a page of the listing may hold nothing and still have a next.</summary>
    public async Task<IResult> PendingAsync(string site, HttpRequest request, CancellationToken cancellationToken)
    {
        if (await sites.FindSiteAsync(site, cancellationToken) is null) return ApiAnswer.NoSuchSite();
        var (page, refusal) = Paging.Of(request, Keys.LinkPrefix);
        if (page is null) return refusal!;
        var portion = await sites.ListLinksAsync(site, page.From, page.Rows, cancellationToken);
        var pending = new List<PendingReport>();
        foreach (var row in portion.Rows.Select(link => link.Row))
        {
            if (await FindAsync(row, cancellationToken) is ({ } on, { } link) && PendingReport.Of(on, link) is { } report)
                pending.Add(report);
        }

        return ApiAnswer.Of(new { pending, next = portion.Next });
    }

    /// <summary>201 if the link is new, 200 if it exists.</summary>
    public async Task<IResult> AddAsync(string site, HttpRequest request, CancellationToken cancellationToken)
    {
        if (await sites.FindSiteAsync(site, cancellationToken) is not { Row: var owner }) return ApiAnswer.NoSuchSite();
        var (cells, refusal) = await RequestBody.ReadCellsAsync(request, cancellationToken);
        if (cells is null) return refusal!;
        var row = ImportReader.ReadOne(
            cells, new ImportOptions(owner.DefaultTarget()) { Addresses = new AddressRules(fetch.AllowedAddresses) });
        if (row.Backlink is not { } link) return ApiAnswer.Error(StatusCodes.Status400BadRequest, row.Problem!);

        var outcome = await tracker.AddAsync(owner, [link], "API", progress: null, cancellationToken);
        if (outcome.Refused.Count > 0) return ApiAnswer.Error(StatusCodes.Status400BadRequest, PageLoad.Problem);
        var added = await sites.FindLinkAsync(site, Ids.Link(site, link.Source, link.Target), cancellationToken);
        return added is null
            ? ApiAnswer.NoSuchLink()
            : ApiAnswer.Of(
                await ReportAsync(site, added.Row, cancellationToken),
                outcome.Added > 0 ? StatusCodes.Status201Created : StatusCodes.Status200OK);
    }

    public async Task<IResult> ShowAsync(string site, string id, CancellationToken cancellationToken) =>
        await sites.FindLinkAsync(site, id, cancellationToken) is { Row: var link }
            ? ApiAnswer.Of(await ReportAsync(site, link, cancellationToken))
            : ApiAnswer.NoSuchLink();

    /// <summary>Its history stays.</summary>
    public async Task<IResult> RemoveAsync(string site, string id, CancellationToken cancellationToken)
    {
        if (await sites.FindLinkAsync(site, id, cancellationToken) is not { Row: var link }) return ApiAnswer.NoSuchLink();
        await tracker.RemoveAsync(site, [link], cancellationToken);
        return Results.NoContent();
    }

    private async Task<LinkReport> ReportAsync(string site, LinkRow row, CancellationToken cancellationToken) =>
        LinkReport.Of(site, row, (await FindAsync(row, cancellationToken)).Link);

    private async Task<(PageRow? Page, TrackedLink? Link)> FindAsync(LinkRow row, CancellationToken cancellationToken)
    {
        var page = (await pages.FindPageAsync(row.Link.Source.Authority, row.Page.PageId, cancellationToken))?.Row;
        return (page, page?.Links.FirstOrDefault(link => link.LinkId == row.LinkId));
    }
}

using LinkWatch.Fetching;
using LinkWatch.Importing;
using LinkWatch.Links;
using LinkWatch.Reporting;
using LinkWatch.Sites;
using LinkWatch.Storage;
using LinkWatch.Worth;
using Microsoft.AspNetCore.Http;

namespace LinkWatch.Web;

/// <summary>The links of a site: lists them, and adds, shows and removes one.</summary>
public sealed class LinkEndpoints(
    ISiteStore sites, ISiteLinks listing, IPageStore pages, LinkTracker tracker, LinkMuting muting, FetchOptions fetch, TimeProvider time)
{
    public async Task<IResult> ListAsync(string site, HttpRequest request, CancellationToken cancellationToken)
    {
        if (await sites.FindSiteAsync(site, cancellationToken) is not { Row: var owner }) return ApiAnswer.NoSuchSite();
        var (query, refusal) = LinkQuery.Of(request, owner);
        if (query is null) return refusal!;
        (var page, refusal) = Paging.Of(request, after => LinkPage.IsNext(query.Order, after));
        if (page is null) return refusal!;
        var portion = await listing.ListAsync(site, query.Filter, query.Order, page.From, page.Rows, cancellationToken);
        var links = await new LinkReports(pages, time).OfAsync(site, portion.Links, query.WithChecks, cancellationToken);
        return ApiAnswer.Of(new LinkList(links, portion.Next));
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

        return ApiAnswer.Of(new PendingList(pending, portion.Next));
    }

    /// <summary>201 if the link is new, 200 if it exists.</summary>
    public async Task<IResult> AddAsync(string site, HttpRequest request, CancellationToken cancellationToken)
    {
        if (await sites.FindSiteAsync(site, cancellationToken) is not { Row: var owner }) return ApiAnswer.NoSuchSite();
        var (body, refusal) = await RequestBody.ReadAsync<LinkRequest>(request, cancellationToken);
        if (body is null) return refusal!;
        var options = new ImportOptions(owner.DefaultTarget()) { Addresses = new AddressRules(fetch.AllowedAddresses) };
        if (ImportReader.ReadOne(body.Fields(), options, out var problem) is not { } link)
            return ApiAnswer.Error(ApiErrorCode.InvalidLink, problem!);

        var outcome = await tracker.AddAsync(owner, [link], "API", progress: null, cancellationToken);
        if (outcome.Refused.Count > 0) return ApiAnswer.Error(ApiErrorCode.PageFull, PageLoad.Problem);
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

    /// <summary>No alert reports it any more, or until the day that the body names.</summary>
    public async Task<IResult> MuteAsync(string site, string id, HttpRequest request, CancellationToken cancellationToken)
    {
        if (await sites.FindSiteAsync(site, cancellationToken) is not { Row: var owner }) return ApiAnswer.NoSuchSite();
        var (body, refusal) = await RequestBody.ReadAsync<MuteRequest>(request, cancellationToken);
        if (body is null) return refusal!;
        var until = body.Until is { } day ? SiteFields.StartOf(day, owner) : null;
        if (body.Until is not null && !(until > time.GetUtcNow()))
            return ApiAnswer.BadMember("until", $"until: “{body.Until}” is invalid; use a day to come, such as 2026-05-01");
        return await AnswerAsync(site, await muting.MuteAsync(site, id, until, cancellationToken), cancellationToken);
    }

    public async Task<IResult> UnmuteAsync(string site, string id, CancellationToken cancellationToken) =>
        await sites.FindSiteAsync(site, cancellationToken) is null
            ? ApiAnswer.NoSuchSite()
            : await AnswerAsync(site, await muting.UnmuteAsync(site, id, cancellationToken), cancellationToken);

    private async Task<IResult> AnswerAsync(string site, LinkRow? row, CancellationToken cancellationToken) =>
        row is null ? ApiAnswer.NoSuchLink() : ApiAnswer.Of(await ReportAsync(site, row, cancellationToken));

    private async Task<LinkReport> ReportAsync(string site, LinkRow row, CancellationToken cancellationToken) =>
        LinkReport.Of(site, row, (await FindAsync(row, cancellationToken)).Link, time.GetUtcNow()) with
        {
            WorthTerms = row.Worth is { } worth ? WorthReport.Of(worth).Terms : null,
        };

    private async Task<(PageRow? Page, TrackedLink? Link)> FindAsync(LinkRow row, CancellationToken cancellationToken)
    {
        var page = (await pages.FindPageAsync(row.Link.Source.Authority, row.Page.PageId, cancellationToken))?.Row;
        return (page, page?.Links.FirstOrDefault(link => link.LinkId == row.LinkId));
    }
}

using LinkWatch.Reporting;
using LinkWatch.Storage;
using Microsoft.AspNetCore.Http;

namespace LinkWatch.Web;

/// <summary>What changed, the newest first: of a site, or of one of its links.</summary>
public sealed class ChangeEndpoints(ISiteStore sites)
{
    /// <summary>Rows of a site's history that one request for a link's looks at; the answer's <c>next</c> goes on behind them.</summary>
    private const int RowsToSearch = 1000;

    public async Task<IResult> OfSiteAsync(string site, HttpRequest request, CancellationToken cancellationToken)
    {
        if (await sites.FindSiteAsync(site, cancellationToken) is null) return Answer.NoSuchSite();
        if (Paging.Of(request) is not { } paging) return Paging.Refusal();
        var portion = await sites.ListHistoryAsync(site, paging.After, paging.Most, cancellationToken);
        return Answer.Of(new { changes = portion.Rows.Select(row => ChangeReport.Of(site, row.Row)), next = portion.Next });
    }

    public async Task<IResult> OfLinkAsync(string site, string id, HttpRequest request, CancellationToken cancellationToken)
    {
        if (await sites.FindLinkAsync(site, id, cancellationToken) is null) return Answer.NoSuchLink();
        if (Paging.Of(request) is not { } paging) return Paging.Refusal();
        var portion = await sites.ListHistoryAsync(site, paging.After, RowsToSearch, cancellationToken);
        var changes = portion.Rows.Select(row => row.Row).Where(row => row.LinkId == id).Select(row => ChangeReport.Of(site, row));
        return Answer.Of(new { changes, next = portion.Next });
    }
}

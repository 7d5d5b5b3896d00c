using System.Globalization;
using LinkWatch.Checking;
using LinkWatch.Importing;
using LinkWatch.Links;
using LinkWatch.Reporting;
using LinkWatch.Storage;
using Microsoft.AspNetCore.Http;

namespace LinkWatch.Web;

/// <summary>
/// One look at a page, on demand, through the same gate as every visit. It is no reading: what is believed of a tracked link changes by
/// scheduled readings alone, or asking often would be a way around their spacing.
/// </summary>
public sealed class CheckEndpoints(IPageVisitor visitor, ISiteStore sites, CheckQuota quota)
{
    /// <summary>The page and the link that the body names.</summary>
    public async Task<IResult> OfPageAsync(HttpRequest request, CancellationToken cancellationToken)
    {
        var (cells, refusal) = await RequestBody.ReadCellsAsync(request, cancellationToken);
        if (cells is null) return refusal!;
        var row = ImportReader.ReadOne(cells, fallback: null);
        return row.Backlink is { } link
            ? await CheckAsync(request, site: "", link, row.Source, row.Target, cancellationToken)
            : ApiAnswer.Error(StatusCodes.Status400BadRequest, row.Problem!);
    }

    /// <summary>A tracked link.</summary>
    public async Task<IResult> OfLinkAsync(string site, string id, HttpRequest request, CancellationToken cancellationToken)
    {
        if (await sites.FindLinkAsync(site, id, cancellationToken) is not { Row.Link: var link }) return ApiAnswer.NoSuchLink();
        return await CheckAsync(request, site, link, link.Source.Href, link.Target.Url.Href, cancellationToken);
    }

    private async Task<IResult> CheckAsync(
        HttpRequest request, string site, Backlink link, string source, string target, CancellationToken cancellationToken)
    {
        if (quota.Take(link.Source.Authority, site) is { } wait)
        {
            request.HttpContext.Response.Headers.RetryAfter = Math.Ceiling(wait.TotalSeconds).ToString(CultureInfo.InvariantCulture);
            return ApiAnswer.Error(
                StatusCodes.Status429TooManyRequests,
                $"at most {CheckQuota.OfHost} checks an hour of one host's pages, and {CheckQuota.OfSite} for one site");
        }

        var visit = await visitor.VisitAsync(
            new VisitRequest { Url = link.Source, Targets = [link.Target], IsOneOff = true }, cancellationToken);
        return ApiAnswer.Of(CheckReport.Of(source, target, visit.Verdicts[0], visit));
    }
}

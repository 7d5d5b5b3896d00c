using System.Globalization;
using LinkWatch.Checking;
using LinkWatch.Importing;
using LinkWatch.Links;
using LinkWatch.Reporting;
using LinkWatch.Storage;
using Microsoft.AspNetCore.Http;

namespace LinkWatch.Web;

/// <summary>
/// Checks a page on demand, through the same host gate as every visit. It is not a reading: only scheduled readings change the state of a
/// tracked link; otherwise frequent checks would bypass the confirmation windows.
/// </summary>
public sealed class CheckEndpoints(IPageVisitor visitor, ISiteStore sites, CheckQuota quota)
{
    /// <summary>Checks the page and target in the body.</summary>
    public async Task<IResult> OfPageAsync(HttpRequest request, CancellationToken cancellationToken)
    {
        var (body, refusal) = await RequestBody.ReadAsync<CheckRequest>(request, cancellationToken);
        if (body is null) return refusal!;
        return ImportReader.ReadOne(body.Fields(), new ImportOptions(Fallback: null), out var problem) is { } link
            ? await CheckAsync(request, site: "", link, body.Source!.Trim(), body.Target!.Trim(), cancellationToken)
            : ApiAnswer.Error(ApiErrorCode.InvalidLink, problem!);
    }

    /// <summary>Checks a tracked link.</summary>
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
                ApiErrorCode.TooManyChecks,
                $"at most {CheckQuota.OfHost} checks an hour for the pages of one host, and {CheckQuota.OfSite} for one site");
        }

        var visit = await visitor.VisitAsync(
            new VisitRequest { Url = link.Source, Targets = [link.Target], IsOneOff = true }, cancellationToken);
        return ApiAnswer.Of(CheckReport.Of(source, target, visit.Verdicts[0], visit));
    }
}

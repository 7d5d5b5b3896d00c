using LinkWatch.Importing;
using LinkWatch.Links;
using LinkWatch.Reporting;
using LinkWatch.Storage;
using LinkWatch.Web.SiteKeys;
using Microsoft.AspNetCore.Http;

namespace LinkWatch.Web;

/// <summary>Checks on demand: of any page, and of a tracked link.</summary>
public sealed class CheckEndpoints(OnDemandCheck check, ISiteStore sites)
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
        var (visit, wait) = await check.RunAsync(link, site, cancellationToken);
        if (visit is null)
        {
            AttemptQuota.SayWhen(request.HttpContext, wait);
            return ApiAnswer.Error(
                ApiErrorCode.TooManyChecks,
                $"at most {CheckQuota.OfHost} checks an hour for the pages of one host, and {CheckQuota.OfSite} for one site");
        }

        return ApiAnswer.Of(CheckReport.Of(source, target, visit.Verdicts[0], visit));
    }
}

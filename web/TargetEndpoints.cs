using LinkWatch.Confirming;
using LinkWatch.Links;
using LinkWatch.Reporting;
using LinkWatch.Storage;
using Microsoft.AspNetCore.Http;

namespace LinkWatch.Web;

/// <summary>The pages of a site's own that links lead to.</summary>
public sealed class TargetEndpoints(ISiteStore sites, TimeProvider time)
{
    public const string Status = "status";

    public async Task<IResult> ListAsync(string site, HttpRequest request, CancellationToken cancellationToken)
    {
        if (await sites.FindSiteAsync(site, cancellationToken) is null) return ApiAnswer.NoSuchSite();
        var (status, isKnown) = StatusOf(request);
        if (!isKnown) return ApiAnswer.BadParameter(Status, $"not one of {string.Join(", ", Names)}");
        var (page, refusal) = Paging.Of(request, status is null ? Keys.TargetListPrefix : Keys.TargetsOf(status));
        if (page is null) return refusal!;
        var listed = await sites.ListAsync(site, status, page.From, page.Rows, cancellationToken);
        var now = time.GetUtcNow();
        return ApiAnswer.Of(new TargetList([.. listed.Targets.Select(target => TargetReport.Of(site, target, now))], listed.Next));
    }

    private static IEnumerable<string> Names => Enum.GetValues<TargetStatus>().Select(status => status.Name());

    private static (TargetStatus? Status, bool IsKnown) StatusOf(HttpRequest request)
    {
        var name = (string?)request.Query[Status];
        if (string.IsNullOrEmpty(name)) return (null, true);
        var status = KebabCase.Parse<TargetStatus>(name);
        return (status, status is not null);
    }
}

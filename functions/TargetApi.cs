using LinkWatch.Web;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;

namespace LinkWatch.Functions;

/// <summary>The HTTP API of the pages that links lead to.</summary>
public sealed class TargetApi(TargetEndpoints targets)
{
    [Function("Targets")]
    public Task<IResult> TargetsAsync(
        [HttpTrigger(AuthorizationLevel.Function, "get", Route = WebRoutes.Targets)] HttpRequest request,
        string site,
        CancellationToken cancellationToken) =>
        targets.ListAsync(site, request, cancellationToken);
}

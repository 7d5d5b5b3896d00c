using LinkWatch.Web.SiteKeys;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;

namespace LinkWatch.Functions;

/// <summary>The HTTP API for whoever has the key of a site, which we check ourselves: it needs no function key.</summary>
public sealed class SiteApi(KeyedApi api)
{
    [Function(nameof(SiteApi))]
    public Task<IResult> AnswerAsync([HttpTrigger(
        AuthorizationLevel.Anonymous,
        "get", "post", "put", "delete", "patch", "head", "options",
        Route = KeyedApi.Route)] HttpRequest request) =>
        api.AnswerAsync(request.HttpContext);
}

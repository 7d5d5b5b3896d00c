using LinkWatch.Web;
using LinkWatch.Web.Discovery;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;

namespace LinkWatch.Functions;

/// <summary>Takes what pages of others say of themselves. Nobody knows who will, so it needs no key; sites switch it on.</summary>
public sealed class Webmention(WebmentionEndpoint webmention)
{
    [Function(nameof(Webmention))]
    public Task<IResult> ReceiveAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = WebRoutes.Webmention)] HttpRequest request,
        string site,
        CancellationToken cancellationToken) =>
        webmention.ReceiveAsync(site, request, cancellationToken);
}

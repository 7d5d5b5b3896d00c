using LinkWatch.Web;
using LinkWatch.Web.Badges;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;

namespace LinkWatch.Functions;

/// <summary>A picture for pages of others. Its address is signed, so it needs no function key.</summary>
public sealed class Badge(BadgeEndpoint badges)
{
    [Function(nameof(Badge))]
    public Task<IResult> ShowAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = WebRoutes.Badge)] HttpRequest request,
        string site,
        CancellationToken cancellationToken) =>
        badges.ShowAsync(site, request, cancellationToken);
}

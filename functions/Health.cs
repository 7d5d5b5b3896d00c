using LinkWatch.Web;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;

namespace LinkWatch.Functions;

/// <summary>Whether the app works. For probes: no key needed.</summary>
public sealed class Health(HealthEndpoint health)
{
    [Function(nameof(Health))]
    public Task<IResult> ShowAsync([HttpTrigger(
        AuthorizationLevel.Anonymous, "get", Route = WebRoutes.Health)] HttpRequest request, CancellationToken cancellationToken) =>
        health.ShowAsync(cancellationToken);
}

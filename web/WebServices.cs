using LinkWatch.Web.Badges;
using LinkWatch.Web.Discovery;
using LinkWatch.Web.Idempotency;
using LinkWatch.Web.SiteKeys;
using Microsoft.Extensions.DependencyInjection;

namespace LinkWatch.Web;

/// <summary>Registers the endpoints. The host adds its <see cref="IHealth"/>.</summary>
public static class WebServices
{
    public static IServiceCollection AddWeb(this IServiceCollection services) => services
        .AddSingleton<CheckQuota>()
        .AddSingleton<OnDemandCheck>()
        .AddSingleton<ApiGate>()
        .AddSingleton<AttemptQuota>()
        .AddSingleton<SiteKeyGate>()
        .AddSingleton<KeyedApi>()
        .AddSingleton<IdempotentRequests>()
        .AddSingleton<SiteEndpoints>()
        .AddSingleton<LinkEndpoints>()
        .AddSingleton<ContractEndpoint>()
        .AddSingleton<ImportEndpoint>()
        .AddSingleton<ChangeEndpoints>()
        .AddSingleton<TargetEndpoints>()
        .AddSingleton<ReviewEndpoints>()
        .AddSingleton<CheckEndpoints>()
        .AddSingleton<HealthEndpoint>()
        .AddSingleton<BadgeEndpoint>()
        .AddSingleton<CandidateEndpoints>()
        .AddSingleton<WebmentionQuota>()
        .AddSingleton<WebmentionEndpoint>()
        .AddSingleton<MutePages>()
        .AddSingleton<UnsubscribePages>();
}

using LinkWatch.Azure;
using LinkWatch.Azure.Counting;
using LinkWatch.Hosting;
using LinkWatch.Hosting.Settings;
using LinkWatch.Web;
using LinkWatch.Web.Dashboard;
using LinkWatch.Web.Dashboard.Serving;
using Microsoft.Extensions.DependencyInjection;

namespace LinkWatch.Functions;

/// <summary>The services that the functions use: the pipeline and the HTTP API.</summary>
public static class FunctionServices
{
    /// <exception cref="SettingException">A setting that another one requires is missing.</exception>
    public static IServiceCollection AddFunctions(this IServiceCollection services, HostSettings settings, AzureStorage storage)
    {
        var since = TimeProvider.System.GetUtcNow();
        return services
            .AddStores(storage.Stores)
            .AddSingleton(storage.RankLists)
            .AddLinkWatch(settings)
            .AddWeb()
            .AddDashboard(
                new DashboardOptions
                {
                    PublicUrl = settings.PublicUrl,
                    Operators = settings.Operators,
                    Storage = () => new StorageUse(since)
                    {
                        TableRequests = storage.Wire.Requests(WireCounter.Tables),
                        QueueRequests = storage.Wire.Requests(WireCounter.Queues),
                        IsServerless = true,
                    },
                },
                settings.SigningKeys)
            .AddSingleton(storage.Stores)
            .AddSingleton<QueueHealth>()
            .AddSingleton<StorageHealth>()
            .AddSingleton<IHealth>(all => new CachedHealth(all.GetRequiredService<StorageHealth>(), all.GetRequiredService<TimeProvider>()))
            .AddSingleton<FunctionTime>()
            .AddHostedService<MetricRelay>();
    }
}

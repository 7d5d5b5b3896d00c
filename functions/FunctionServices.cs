using LinkWatch.Azure;
using LinkWatch.Hosting;
using LinkWatch.Hosting.Settings;
using LinkWatch.Web;
using Microsoft.Extensions.DependencyInjection;

namespace LinkWatch.Functions;

/// <summary>The pipeline and the HTTP API as functions call them.</summary>
public static class FunctionServices
{
    /// <exception cref="SettingException">A setting that others need is missing.</exception>
    public static IServiceCollection AddFunctions(this IServiceCollection services, HostSettings settings, AzureStorage storage) => services
        .AddStores(storage.Stores)
        .AddLinkWatch(settings)
        .AddWeb()
        .AddSingleton<IHealth, StorageHealth>()
        .AddSingleton<FunctionTime>()
        .AddHostedService<MetricRelay>();
}

using LinkWatch.Alerting.Channels;
using LinkWatch.Alerting.Delivery;
using LinkWatch.Hosting;
using LinkWatch.Hosting.Pumps;
using LinkWatch.Local.Settings;
using LinkWatch.Local.Sqlite;
using LinkWatch.Scheduling;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Hosting;

namespace LinkWatch.Local.Pipeline;

/// <summary>The embedded host: the pipeline with mails in a folder, on SQLite or on a storage account.</summary>
public static class LocalServices
{
    public static IServiceCollection AddPipeline(this IServiceCollection services, LocalSettings settings, SqliteFile file) =>
        services.AddPipeline(settings, new OpenStorage(file));

    /// <summary>The whole pipeline on what <paramref name="storage"/> keeps; it stays the caller's to close.</summary>
    public static IServiceCollection AddPipeline(this IServiceCollection services, LocalSettings settings, OpenStorage storage)
    {
        services.AddStores(storage.Stores);

        // Where reading places costs nothing, no page waits for others to fall due.
        if (!storage.IsBilled) services.TryAddSingleton(new ScheduleOptions { GatherFor = TimeSpan.Zero });

        if (settings.PublicUrl is not null && settings.UnsubscribeKeys is null)
            settings = settings with { UnsubscribeKeys = UnsubscribeKeyFile.Open(settings.DataFolder) };
        services.AddSingleton<IAlertChannel>(
            new OutboxChannel(settings.OutboxFolder, settings.Mail with { Unsubscribe = settings.UnsubscribeLinks }));
        services.AddLogging().AddLinkWatch(settings);
        return services.AddSingleton<PipelinePumps>().AddSingleton<PipelineHealth>().AddSingleton<RunOnce>();
    }

    /// <summary>What keeps the pipeline going by itself: for <c>serve</c>.</summary>
    public static IServiceCollection AddPipelineWork(this IServiceCollection services) => services
        .AddHostedService<PipelineWorker>()
        .AddSingleton<IHostedService>(all => all.GetRequiredService<PipelinePumps>().Checks)
        .AddSingleton<IHostedService>(all => all.GetRequiredService<PipelinePumps>().Alerts);
}

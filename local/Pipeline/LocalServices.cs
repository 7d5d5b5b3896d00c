using LinkWatch.Alerting.Channels;
using LinkWatch.Alerting.Delivery;
using LinkWatch.Hosting;
using LinkWatch.Hosting.Pumps;
using LinkWatch.Local.Ranks;
using LinkWatch.Local.Settings;
using LinkWatch.Local.Sqlite;
using LinkWatch.Scheduling;
using LinkWatch.Web;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Hosting;

namespace LinkWatch.Local.Pipeline;

/// <summary>The embedded host: the pipeline on SQLite or a storage account, with an outbox folder for mails.</summary>
public static class LocalServices
{
    public static IServiceCollection AddPipeline(this IServiceCollection services, LocalSettings settings, SqliteFile file) =>
        services.AddPipeline(settings, new OpenStorage(file));

    /// <summary>The whole pipeline on <paramref name="storage"/>, which the caller closes.</summary>
    public static IServiceCollection AddPipeline(this IServiceCollection services, LocalSettings settings, OpenStorage storage)
    {
        services.AddStores(storage.Stores);
        services.TryAddSingleton(storage.RankLists ?? new FolderRankLists(new RankFolder(settings.DataFolder)));

        // Reads from a file are free, so a page need not wait until others are due.
        if (!storage.IsBilled) services.TryAddSingleton(new ScheduleOptions { GatherFor = TimeSpan.Zero });

        if (settings.PublicUrl is not null && settings.SigningKeys is null)
            settings = settings with { SigningKeys = SigningKeyFile.Of(settings) };
        services.AddSingleton<IAlertChannel>(
            new OutboxChannel(settings.OutboxFolder, settings.Mail with { Unsubscribe = settings.UnsubscribeLinks }));
        services.AddLogging().AddLinkWatch(settings);
        return services.AddSingleton<PipelinePumps>().AddSingleton<QueueHealth>().AddSingleton<PipelineHealth>().AddSingleton<RunOnce>();
    }

    /// <summary>Adds the hosted services that run the pipeline under <c>serve</c>.</summary>
    public static IServiceCollection AddPipelineWork(this IServiceCollection services) => services
        .AddHostedService<PipelineWorker>()
        .AddHostedService<ActivityLog>()
        .AddSingleton<IHostedService>(all => all.GetRequiredService<PipelinePumps>().Checks)
        .AddSingleton<IHostedService>(all => all.GetRequiredService<PipelinePumps>().Alerts);
}

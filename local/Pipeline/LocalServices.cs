using LinkWatch.Alerting;
using LinkWatch.Alerting.Outbox;
using LinkWatch.Azure;
using LinkWatch.Local.Settings;
using LinkWatch.Local.Sqlite;
using LinkWatch.Scheduling;
using LinkWatch.Storage;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Hosting;

namespace LinkWatch.Local.Pipeline;

/// <summary>The embedded host: the pipeline on SQLite, with mails in a folder.</summary>
public static class LocalServices
{
    /// <summary>The whole pipeline on the rows of <paramref name="file"/>.</summary>
    public static IServiceCollection AddPipeline(this IServiceCollection services, LocalSettings settings, SqliteFile file)
    {
        var stores = new SqliteStores(file);
        services.AddSingleton(file).AddSingleton<IMessageQueues, SqliteQueues>();
        services.AddSingleton(stores.Pages).AddSingleton(stores.Sites).AddSingleton(stores.Walls).AddSingleton(stores.Poison);

        // Reading places costs nothing here, so that no page waits for others to fall due.
        services.TryAddSingleton(new ScheduleOptions { GatherFor = TimeSpan.Zero });

        if (settings.PublicUrl is not null && settings.UnsubscribeKeys is null) settings = settings with { UnsubscribeKeys = UnsubscribeKeyFile.Open(settings.DataFolder) };
        services.AddSingleton<IAlertChannel>(new OutboxChannel(settings.OutboxFolder, settings.Mail with { Unsubscribe = settings.UnsubscribeLinks }));
        services.AddLogging().AddLinkWatch(settings);
        return services.AddSingleton<PipelinePumps>().AddSingleton<PipelineHealth>().AddSingleton<Cycle>();
    }

    /// <summary>What keeps the pipeline going by itself: for <c>serve</c>.</summary>
    public static IServiceCollection AddPipelineWork(this IServiceCollection services) => services
        .AddHostedService<PipelineWorker>()
        .AddSingleton<IHostedService>(all => all.GetRequiredService<PipelinePumps>().Checks)
        .AddSingleton<IHostedService>(all => all.GetRequiredService<PipelinePumps>().Alerts);
}

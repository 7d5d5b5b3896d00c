using LinkWatch.Alerting;
using LinkWatch.Alerting.Outbox;
using LinkWatch.Alerting.Smtp;
using LinkWatch.Alerting.Unsubscribing;
using LinkWatch.Alerting.Webhook;
using LinkWatch.Azure.Mail;
using LinkWatch.Checking;
using LinkWatch.Confirming;
using LinkWatch.Fetching;
using LinkWatch.Local.Settings;
using LinkWatch.Local.Sqlite;
using LinkWatch.Messages;
using LinkWatch.Reading;
using LinkWatch.Reading.Scanning;
using LinkWatch.Reporting;
using LinkWatch.Scheduling;
using LinkWatch.Storage;
using LinkWatch.Sweeping;
using LinkWatch.Tracking;
using LinkWatch.Visiting;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Hosting;

namespace LinkWatch.Local.Pipeline;

/// <summary>The pipeline put together: the steps of core on SQLite. What is registered before stays: a test brings its own clock or web.</summary>
public static class PipelineServices
{
    /// <summary>What visits pages: needs no data folder.</summary>
    public static IServiceCollection AddVisiting(this IServiceCollection services, LocalSettings settings)
    {
        services.AddLogging();
        services.TryAddSingleton(TimeProvider.System);
        services.TryAddSingleton(new FetchOptions
        {
            ContactUrl = settings.ContactUrl,
            Interval = settings.Interval,
            AllowedAddresses = settings.AllowedAddresses,
        });
        services.TryAddSingleton<INameResolver, SystemNames>();
        services.TryAddSingleton<PageFetcher>();
        services.TryAddSingleton<IFetcher>(all => all.GetRequiredService<PageFetcher>());
        services.TryAddSingleton<IRobotsSource>(all => new RobotsSource(
            all.GetRequiredService<PageFetcher>().ForRobots(), all.GetRequiredService<FetchOptions>().Agent, all.GetRequiredService<TimeProvider>()));
        services.TryAddSingleton(all => new AngleSharpReader(all.GetRequiredService<TimeProvider>()));
        services.TryAddSingleton<HtmlAgilityPackReader>();
        services.TryAddSingleton(all => new BodyReaders(
            new Scanner(), all.GetRequiredService<AngleSharpReader>(), all.GetRequiredService<HtmlAgilityPackReader>(), Environment.ProcessorCount));
        services.TryAddSingleton(all => new InspectLines(
            all.GetRequiredService<AngleSharpReader>(), all.GetRequiredService<HtmlAgilityPackReader>(), all.GetRequiredService<TimeProvider>()));
        services.TryAddSingleton<IPageVisitor, PageVisitor>();
        return services;
    }

    /// <summary>The whole pipeline on the rows of <paramref name="file"/>.</summary>
    public static IServiceCollection AddPipeline(this IServiceCollection services, LocalSettings settings, SqliteFile file)
    {
        services.AddVisiting(settings);
        services.AddSingleton(file);
        services.AddSingleton<IPageStore, SqlitePageStore>();
        services.AddSingleton<ISiteStore, SqliteSiteStore>();
        services.AddSingleton<IWallStore, SqliteWallStore>();
        services.AddSingleton<IPoisonStore, SqlitePoisonStore>();
        services.AddSingleton<IMessageQueues, SqliteQueues>();

        // Reading places costs nothing here, so that no page waits for others to fall due.
        services.TryAddSingleton(new ScheduleOptions { GatherFor = TimeSpan.Zero });
        services.TryAddSingleton(new CheckOptions { Interval = settings.Interval, ParallelHosts = settings.Parallel });
        services.TryAddSingleton(ConfirmOptions.Default);
        services.TryAddSingleton(new AlertOptions { GatherFor = settings.AlertGather });
        services.TryAddSingleton(new SweepOptions());
        services.TryAddSingleton(new TrackingOptions { Spacing = settings.Interval });

        services.TryAddSingleton(settings.PublicSuffixes);
        services.AddSingleton<CheckMessages>().AddSingleton<AlertMessages>().AddSingleton<MessageRouter>();
        services.AddSingleton<ScheduleStep>().AddSingleton<CheckStep>().AddSingleton<AlertStep>().AddSingleton<SweepStep>().AddSingleton<ReadThrough>().AddSingleton<SpikeStep>();
        services.AddSingleton<SliceClaims>().AddSingleton<SliceVisitor>().AddSingleton<SliceWriter>().AddSingleton<OwnOutage>().AddSingleton<HostWaits>().AddSingleton<WallWatch>();
        services.AddSingleton<OpenAlert>().AddSingleton<IncidentTeller>().AddSingleton<ChangeMover>().AddSingleton<AlertSealer>().AddSingleton<AlertDelivery>().AddSingleton<TestAlert>();
        services.AddSingleton<LinkTracker>().AddSingleton<CadenceChange>();
        services.AddSingleton<PipelinePumps>().AddSingleton<PipelineHealth>().AddSingleton<Cycle>();

        services.AddSingleton<OwnerRemoval>();
        return services.AddChannels(settings);
    }

    private static IServiceCollection AddChannels(this IServiceCollection services, LocalSettings settings)
    {
        var mail = settings.Mail;
        if (settings.PublicUrl is { } url)
        {
            var links = new UnsubscribeLinks(url, UnsubscribeKeyFile.Open(settings.DataFolder));
            services.AddSingleton(links);
            mail = mail with { Unsubscribe = links };
        }

        services.AddSingleton<IAlertChannel>(new OutboxChannel(settings.OutboxFolder, mail));
        if (mail.SmtpHost is not null) services.AddSingleton<IAlertChannel>(all => new SmtpChannel(mail, all.GetRequiredService<TimeProvider>()));
        if (settings.SendGrid is { } sendGrid) services.AddSingleton<IAlertChannel>(all => new SendGridChannel(sendGrid with { Mail = mail }, GuardedClient(all), all.GetRequiredService<TimeProvider>()));
        if (settings.Webhook is { } webhook) services.AddSingleton<HttpPost>().AddSingleton<IAlertChannel>(all => new WebhookChannel(webhook, all.GetRequiredService<HttpPost>(), all.GetRequiredService<TimeProvider>()));
        return services;
    }

    /// <summary>For a provider's client, which wants an HTTP client: its time limit is the channel's matter.</summary>
    private static HttpClient GuardedClient(IServiceProvider all)
    {
        var handler = new GuardedHandler(all.GetRequiredService<FetchOptions>(), all.GetRequiredService<INameResolver>(), all.GetRequiredService<TimeProvider>());
        return new HttpClient(handler, disposeHandler: true) { Timeout = Timeout.InfiniteTimeSpan };
    }

    /// <summary>What keeps the pipeline going by itself: for <c>serve</c>.</summary>
    public static IServiceCollection AddPipelineWork(this IServiceCollection services) => services
        .AddHostedService<PipelineWorker>()
        .AddSingleton<IHostedService>(all => all.GetRequiredService<PipelinePumps>().Checks)
        .AddSingleton<IHostedService>(all => all.GetRequiredService<PipelinePumps>().Alerts);
}

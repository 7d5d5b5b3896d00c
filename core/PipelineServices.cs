using LinkWatch.Alerting;
using LinkWatch.Alerting.Delivery;
using LinkWatch.Alerting.Unsubscribing;
using LinkWatch.Checking;
using LinkWatch.Confirming;
using LinkWatch.Discovery;
using LinkWatch.Discovery.Webmasters;
using LinkWatch.Fetching;
using LinkWatch.Html;
using LinkWatch.Html.Scanning;
using LinkWatch.Incidents;
using LinkWatch.Messages;
using LinkWatch.Metering;
using LinkWatch.Ranking;
using LinkWatch.Reporting;
using LinkWatch.Scheduling;
using LinkWatch.Sites;
using LinkWatch.Storage;
using LinkWatch.Sweeping;
using LinkWatch.Urls;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;

namespace LinkWatch;

/// <summary>
/// The pipeline put together, whichever host it runs in. The host adds the ports of storage, its alert channels and logging.
/// What is registered before stays: a host brings its own options, a test its own clock or web.
/// </summary>
public static class PipelineServices
{
    /// <summary>What visits pages: needs no storage.</summary>
    public static IServiceCollection AddVisiting(this IServiceCollection services, FetchOptions options)
    {
        services.TryAddSingleton(TimeProvider.System);
        services.TryAddSingleton(options);
        services.TryAddSingleton<INameResolver, SystemNames>();
        services.TryAddSingleton<PageFetcher>();
        services.TryAddSingleton<IFetcher>(all => all.GetRequiredService<PageFetcher>());
        services.TryAddSingleton<IRobotsSource>(all => new RobotsSource(
            all.GetRequiredService<PageFetcher>().ForRobots(), all.GetRequiredService<FetchOptions>().Agent,
            all.GetRequiredService<TimeProvider>()));
        services.TryAddSingleton(all => new AngleSharpReader(all.GetRequiredService<TimeProvider>()));
        services.TryAddSingleton<HtmlAgilityPackReader>();
        services.TryAddSingleton(all => new BodyReaders(
            new Scanner(), all.GetRequiredService<AngleSharpReader>(), all.GetRequiredService<HtmlAgilityPackReader>(),
            Environment.ProcessorCount));
        services.TryAddSingleton(all => new InspectLines(
            all.GetRequiredService<AngleSharpReader>(), all.GetRequiredService<HtmlAgilityPackReader>(),
            all.GetRequiredService<TimeProvider>()));
        services.TryAddSingleton<IFrontPageMemory, RecentFrontPages>();
        services.TryAddSingleton<IPageVisitor, PageVisitor>();
        return services;
    }

    /// <summary>Every step, and what visits pages.</summary>
    public static IServiceCollection AddPipeline(this IServiceCollection services, PipelineOptions options)
    {
        services.TryAddSingleton<IFrontPageMemory, StoredFrontPages>();
        services.AddVisiting(options.Fetch);
        services.TryAddSingleton(options.Schedule);
        services.TryAddSingleton(options.Check);
        services.TryAddSingleton(options.Confirm);
        services.TryAddSingleton(options.Alert);
        services.TryAddSingleton(options.Sweep);
        services.TryAddSingleton(options.Tracking);
        services.TryAddSingleton(options.PublicSuffixes);
        services.TryAddSingleton<IRankLists, NoRankLists>();

        services.AddSingleton<PipelineMeter>().AddSingleton<PipelineActivity>().AddSingleton<ClockWatch>();
        services.AddSingleton<CheckMessages>().AddSingleton<AlertMessages>().AddSingleton<MessageRouter>();
        services.AddSingleton<ScheduleStep>().AddSingleton<CheckStep>().AddSingleton<AlertStep>()
            .AddSingleton<SweepStep>().AddSingleton<DailyAudit>().AddSingleton<LinkAudit>().AddSingleton<WorthAudit>()
            .AddSingleton<RequestCleanup>().AddSingleton<SiteClockRepair>().AddSingleton<PoisonMessages>().AddSingleton<SpikeStep>();
        services.AddSingleton<SliceClaims>().AddSingleton<SliceVisitor>().AddSingleton<SliceConfirmation>().AddSingleton<SliceWriter>()
            .AddSingleton<ConnectivityGuard>().AddSingleton<HostWaits>().AddSingleton<SharedReplacementDetector>();
        services.AddSingleton<OpenAlert>()
            .AddSingleton<IncidentNotifier>()
            .AddSingleton<OutboxRelay>()
            .AddSingleton<TopicRelay>()
            .AddSingleton<WeeklySummaries>()
            .AddSingleton<ContractWatch>()
            .AddSingleton<MonthlyReports>()
            .AddSingleton<AlertSealer>()
            .AddSingleton<AlertDelivery>()
            .AddSingleton<DueAlerts>()
            .AddSingleton<UndeliveredAlerts>()
            .AddSingleton<TestAlert>();
        services.TryAddSingleton(options.Discovery);
        services.AddSingleton<CandidateTracking>()
            .AddSingleton<CandidateVisits>()
            .AddSingleton<InboxReader>().AddSingleton<MentionRoom>()
            .AddSingleton<CandidateActions>()
            .AddSingleton<WebmasterFetches>()
            .AddSingleton<DailyDiscovery>()
            .AddSingleton<ICandidateResults, CandidateResults>();
        services.TryAddSingleton<ICandidateInbox, CandidateInbox>();
        return services.AddSingleton<ISiteLinks, SiteLinks>()
            .AddSingleton<SiteStatuses>()
            .AddSingleton<LinkTracker>()
            .AddSingleton<TargetWatch>()
            .AddSingleton<PageRechecks>()
            .AddSingleton<SavedViews>()
            .AddSingleton<SiteContracts>()
            .AddSingleton<SiteDisavow>()
            .AddSingleton<SiteReview>()
            .AddSingleton<SiteLetters>()
            .AddSingleton<SiteChange>()
            .AddSingleton<LinkMuting>()
            .AddSingleton<SiteAccess>()
            .AddSingleton<SiteRemoval>()
            .AddSingleton<OwnerRemoval>();
    }
}

/// <summary>How each part of the pipeline works.</summary>
public sealed record PipelineOptions
{
    public FetchOptions Fetch { get; init; } = new();

    public ScheduleOptions Schedule { get; init; } = new();

    public CheckOptions Check { get; init; } = new();

    public ConfirmOptions Confirm { get; init; } = ConfirmOptions.Default;

    public AlertOptions Alert { get; init; } = new();

    public SweepOptions Sweep { get; init; } = new();

    public DiscoveryOptions Discovery { get; init; } = new();

    public TrackingOptions Tracking { get; init; } = new();

    /// <summary>Determines which hosts count as one referring domain.</summary>
    public PublicSuffix PublicSuffixes { get; init; } = PublicSuffix.BuiltIn;
}

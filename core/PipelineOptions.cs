using LinkWatch.Alerting;
using LinkWatch.Checking;
using LinkWatch.Confirming;
using LinkWatch.Fetching;
using LinkWatch.Scheduling;
using LinkWatch.Sites;
using LinkWatch.Sweeping;
using LinkWatch.Urls;

namespace LinkWatch;

/// <summary>How each part of the pipeline works.</summary>
public sealed record PipelineOptions
{
    public FetchOptions Fetch { get; init; } = new();

    public ScheduleOptions Schedule { get; init; } = new();

    public CheckOptions Check { get; init; } = new();

    public ConfirmOptions Confirm { get; init; } = ConfirmOptions.Default;

    public AlertOptions Alert { get; init; } = new();

    public SweepOptions Sweep { get; init; } = new();

    public TrackingOptions Tracking { get; init; } = new();

    /// <summary>What tells referring domains apart.</summary>
    public PublicSuffix PublicSuffixes { get; init; } = PublicSuffix.BuiltIn;
}

namespace Microsoft.Azure.Functions.Worker;

/// <summary>Stand-in: calls a function by a schedule, a cron expression of six fields or the <c>%name%</c> of a setting that holds one.</summary>
[AttributeUsage(AttributeTargets.Parameter)]
public sealed class TimerTriggerAttribute(string schedule) : Attribute
{
    public string Schedule { get; } = schedule;

    public bool UseMonitor { get; set; } = true;

    public bool RunOnStartup { get; set; }
}

namespace Microsoft.Azure.Functions.Worker;

/// <summary>Stand-in: what a timer tells the function that it calls.</summary>
public sealed class TimerInfo
{
    public ScheduleStatus? ScheduleStatus { get; set; }

    public bool IsPastDue { get; set; }
}

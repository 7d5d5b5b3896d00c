namespace Microsoft.Azure.Functions.Worker;

/// <summary>Stand-in: a timer's occurrences.</summary>
public sealed class ScheduleStatus
{
    public DateTime Last { get; set; }

    public DateTime Next { get; set; }

    public DateTime LastUpdated { get; set; }
}

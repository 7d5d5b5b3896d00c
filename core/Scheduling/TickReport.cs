namespace LinkWatch.Scheduling;

/// <summary>What a tick did.</summary>
/// <param name="Planned">Pages put on the queue.</param>
/// <param name="InFlight">Slices that are on the queue or being worked on after it, these included.</param>
public sealed record TickReport(int Planned, int InFlight)
{
    public static TickReport operator +(TickReport a, TickReport b) => new(a.Planned + b.Planned, a.InFlight + b.InFlight);
}

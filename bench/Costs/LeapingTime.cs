namespace LinkWatch.Bench.Costs;

/// <summary>Runs with the machine's clock, some time away from it, and can be set forward.</summary>
internal sealed class LeapingTime(DateTimeOffset start) : TimeProvider
{
    private TimeSpan ahead = start - System.GetUtcNow();

    public override DateTimeOffset GetUtcNow() => System.GetUtcNow() + ahead;

    /// <summary>Nothing where it is that late already.</summary>
    public void LeapTo(DateTimeOffset at) => ahead = at > GetUtcNow() ? at - System.GetUtcNow() : ahead;
}

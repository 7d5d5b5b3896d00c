using LinkWatch.Confirming;

namespace LinkWatch.Tests.Core.Confirming;

/// <summary>One link under watch: readings go in at hours after the start, and what was believed and changed is kept.</summary>
internal sealed class Watched(LinkExpectations? expectations = null, ConfirmOptions? options = null)
{
    public static DateTimeOffset Start { get; } = new(2026, 1, 5, 0, 0, 0, TimeSpan.Zero);

    public LinkState State { get; private set; } = LinkState.Pending;

    public List<LinkChange> Changes { get; } = [];

    public static DateTimeOffset Hour(double hours) => Start + TimeSpan.FromHours(hours);

    public Confirmation Read(double hours, LinkReading reading) => Read(Hour(hours), reading);

    public Confirmation Read(DateTimeOffset at, LinkReading reading)
    {
        var planned = reading with { PlannedAt = at };
        var confirmation = Confirm.Apply(State, planned, expectations ?? LinkExpectations.None, options ?? ConfirmOptions.Default);
        State = confirmation.State;
        if (confirmation.Change is { } change) Changes.Add(change);
        return confirmation;
    }

    /// <summary>Reads the same at each of these hours and returns what the last made of it.</summary>
    public Confirmation ReadEach(LinkReading reading, params double[] hours)
    {
        foreach (var hour in hours[..^1]) Read(hour, reading);
        return Read(hours[^1], reading);
    }
}

using Microsoft.Extensions.Time.Testing;

namespace LinkWatch.Tests.Support;

/// <summary>Clocks that move only when a test moves them.</summary>
public static class FakeTime
{
    /// <summary>A Monday, at midnight.</summary>
    public static readonly DateTimeOffset Start = new(2026, 1, 5, 0, 0, 0, TimeSpan.Zero);

    public static FakeTimeProvider Create() => new(Start);
}

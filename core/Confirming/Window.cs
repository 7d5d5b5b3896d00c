namespace LinkWatch.Confirming;

/// <summary>How much agreement it takes to believe something.</summary>
/// <param name="Readings">At least so many readings.</param>
/// <param name="Span">From the first to the last of them at least so long, by their planned times.</param>
public sealed record Window(int Readings, TimeSpan Span)
{
    public bool IsMetBy(int readings, TimeSpan span) => readings >= Readings && span >= Span;

    /// <summary>The window that meets both.</summary>
    public Window And(Window other) => new(Math.Max(Readings, other.Readings), Span > other.Span ? Span : other.Span);
}

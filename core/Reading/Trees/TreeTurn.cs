namespace LinkWatch.Reading.Trees;

/// <summary>
/// A turn at building a tree: no more at once than there are cores. With 64 at once the garbage of the trees doubles or triples
/// the time that each takes.
/// </summary>
internal readonly struct TreeTurn : IDisposable
{
    private static readonly SemaphoreSlim Turns = new(Environment.ProcessorCount);

    /// <summary>Waits for a turn; dispose of it to pass it on.</summary>
    public static TreeTurn Take(CancellationToken cancellationToken)
    {
        Turns.Wait(cancellationToken);
        return default;
    }

    public void Dispose() => Turns.Release();
}

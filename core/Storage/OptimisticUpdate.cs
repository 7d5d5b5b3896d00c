using System.Security.Cryptography;

namespace LinkWatch.Storage;

/// <summary>
/// Reads, decides and writes again until nobody else wrote in between. Nothing is locked: writes name the versions that they replace.
/// </summary>
public static class OptimisticUpdate
{
    public const int MaxAttempts = 10;

    /// <param name="what">What is written, for the error.</param>
    /// <param name="attempt">Reads, decides and writes; false if another was faster. It is given whether it was called before.</param>
    /// <param name="cancellationToken">Stops between two attempts.</param>
    /// <exception cref="ConcurrencyException">Another was faster every time.</exception>
    public static Task RunAsync(string what, Func<bool, Task<bool>> attempt, CancellationToken cancellationToken) =>
        RunAsync(what, async isRetry => await attempt(isRetry) ? Attempt.Written(true) : Attempt.Overtaken<bool>(), cancellationToken);

    /// <summary>The same of many rows at once: what is more than the store takes goes in halves.</summary>
    /// <param name="what">What is written, for the error.</param>
    /// <param name="items">What the rows are of.</param>
    /// <param name="attempt">Reads, decides and writes those that it is given; false if another was faster.</param>
    /// <param name="cancellationToken">Stops between two attempts.</param>
    /// <exception cref="ConcurrencyException">Another was faster every time.</exception>
    /// <exception cref="CommitTooLargeException">One alone is more than the store takes.</exception>
    public static async Task InHalvesAsync<T>(
        string what, T[] items, Func<T[], Task<bool>> attempt, CancellationToken cancellationToken)
    {
        try
        {
            await RunAsync(what, _ => attempt(items), cancellationToken);
        }
        catch (CommitTooLargeException) when (items.Length > 1)
        {
            await InHalvesAsync(what, items[..(items.Length / 2)], attempt, cancellationToken);
            await InHalvesAsync(what, items[(items.Length / 2)..], attempt, cancellationToken);
        }
    }

    /// <returns>What the attempt that was written gave.</returns>
    /// <inheritdoc cref="RunAsync(string, Func{bool, Task{bool}}, CancellationToken)"/>
    public static Task<T> RunAsync<T>(string what, Func<bool, Task<Attempt<T>>> attempt, CancellationToken cancellationToken) =>
        RunAsync(what, attempt, Backoff.Real, cancellationToken);

    /// <param name="what">What is written, for the error.</param>
    /// <param name="attempt">Reads, decides and writes.</param>
    /// <param name="backoff">How long to wait between two attempts.</param>
    /// <param name="cancellationToken">Stops between two attempts.</param>
    /// <exception cref="ConcurrencyException">Another was faster every time.</exception>
    internal static async Task<T> RunAsync<T>(
        string what, Func<bool, Task<Attempt<T>>> attempt, Backoff backoff, CancellationToken cancellationToken)
    {
        for (var made = 1; ; made++)
        {
            var outcome = await attempt(made > 1);
            if (outcome.IsWritten) return outcome.Result;
            if (made == MaxAttempts) throw new ConcurrencyException(what);
            await backoff.WaitAsync(made, cancellationToken);
        }
    }
}

/// <summary>
/// The pause between two attempts: it doubles, up to a second, and its second half is random, so that two that met do not meet again.
/// </summary>
/// <param name="Time">Measures the pauses.</param>
/// <param name="Random">A number from 0 up to 1.</param>
internal sealed record Backoff(TimeProvider Time, Func<double> Random)
{
    private static readonly TimeSpan First = TimeSpan.FromMilliseconds(10);

    private static readonly TimeSpan Longest = TimeSpan.FromSeconds(1);

    /// <summary>
    /// Pauses are real time even under a fake clock: they keep two writers apart, and nothing is decided by them.
    /// </summary>
    public static Backoff Real { get; } = new(TimeProvider.System, () => RandomNumberGenerator.GetInt32(1000) / 1000d);

    public Task WaitAsync(int attempts, CancellationToken cancellationToken) =>
        Task.Delay(PauseAfter(attempts), Time, cancellationToken);

    public TimeSpan PauseAfter(int attempts)
    {
        var pause = First * (1 << (attempts - 1));
        return (pause < Longest ? pause : Longest) * (0.5 + (Random() / 2));
    }
}

/// <summary>What came of one attempt to write.</summary>
/// <param name="IsWritten">False if another wrote first: the attempt is made again.</param>
/// <param name="Result">Means something only if it was written.</param>
public readonly record struct Attempt<T>(bool IsWritten, T Result);

public static class Attempt
{
    public static Attempt<T> Written<T>(T result) => new(true, result);

    public static Attempt<T> Overtaken<T>() => new(false, default!);
}

/// <summary>Others changed the same rows under every attempt to write them. What was in work comes again.</summary>
/// <param name="what">What was to be written.</param>
public sealed class ConcurrencyException(string what) : Exception(
    FormattableString.Invariant(
        $"{what}: others changed it during each of {OptimisticUpdate.MaxAttempts} attempts to write it; try again"));

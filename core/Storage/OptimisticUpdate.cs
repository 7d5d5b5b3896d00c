using System.Security.Cryptography;

namespace LinkWatch.Storage;

/// <summary>
/// Reads, decides and writes again until nobody else wrote in between. Nothing is locked: writes name the versions that they replace.
/// </summary>
public static class OptimisticUpdate
{
    public const int MaxAttempts = 8;

    /// <summary>
    /// Pauses are real time even under a fake clock: they keep two writers apart, and nothing is decided by them.
    /// </summary>
    private static readonly TimeProvider Clock = TimeProvider.System;

    private static readonly TimeSpan FirstPause = TimeSpan.FromMilliseconds(10);

    /// <param name="what">What is written, for the error.</param>
    /// <param name="attempt">Reads, decides and writes; false if another was faster. It is given whether it was called before.</param>
    /// <param name="cancellationToken">Stops between two attempts.</param>
    /// <exception cref="ConcurrencyException">Another was faster every time.</exception>
    public static Task RunAsync(string what, Func<bool, Task<bool>> attempt, CancellationToken cancellationToken) =>
        RunAsync(what, async isRetry => await attempt(isRetry) ? Attempt.Written(true) : Attempt.Overtaken<bool>(), cancellationToken);

    /// <returns>What the attempt that was written gave.</returns>
    /// <inheritdoc cref="RunAsync(string, Func{bool, Task{bool}}, CancellationToken)"/>
    public static async Task<T> RunAsync<T>(string what, Func<bool, Task<Attempt<T>>> attempt, CancellationToken cancellationToken)
    {
        for (var made = 1; ; made++)
        {
            var outcome = await attempt(made > 1);
            if (outcome.IsWritten) return outcome.Result;
            if (made == MaxAttempts) throw new ConcurrencyException($"{what} changed under {MaxAttempts} attempts to write it");
            if (made > 1) await Task.Delay(PauseAfter(made), Clock, cancellationToken);
        }
    }

    /// <summary>Doubles with each attempt; its second half is random, so that two that met do not meet again.</summary>
    private static TimeSpan PauseAfter(int attempts)
    {
        var pause = (int)FirstPause.TotalMilliseconds << (attempts - 2);
        return TimeSpan.FromMilliseconds((pause / 2) + RandomNumberGenerator.GetInt32((pause / 2) + 1));
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
public sealed class ConcurrencyException(string message) : Exception(message);

using Microsoft.Extensions.Time.Testing;

namespace LinkWatch.Tests.Support;

/// <summary>
/// Lets a fake clock run while real sockets are used: it moves on by a second whenever nothing has happened for a moment, so that only
/// what waits for time sees it pass.
/// </summary>
internal static class QuietTime
{
    private static readonly TimeSpan Moment = TimeSpan.FromMilliseconds(15);

    /// <param name="time">The clock.</param>
    /// <param name="happened">Counts what has happened so far.</param>
    /// <param name="work">Awaited.</param>
    public static async Task<T> PassAsync<T>(FakeTimeProvider time, Func<long> happened, Task<T> work)
    {
        using var timer = new PeriodicTimer(Moment, TimeProvider.System);
        for (var before = -1L; !work.IsCompleted; before = happened())
        {
            await timer.WaitForNextTickAsync(TestContext.Current.CancellationToken);
            if (happened() == before) time.Advance(TimeSpan.FromSeconds(1));
        }

        return await work;
    }
}

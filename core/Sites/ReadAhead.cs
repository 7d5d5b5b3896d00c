using System.Runtime.CompilerServices;

namespace LinkWatch.Sites;

/// <summary>Reads one item ahead on another thread, while its user works on the one before.</summary>
internal static class ReadAhead
{
    public static async IAsyncEnumerable<T> Of<T>(
        IAsyncEnumerable<T> items, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        await using var reading = items.GetAsyncEnumerator(cancellationToken);
        var next = NextAsync();
        try
        {
            while (await next)
            {
                var item = reading.Current;
                next = NextAsync();
                yield return item;
            }
        }
        finally
        {
            // An enumerator must not be disposed while it moves.
            await ((Task)next).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing | ConfigureAwaitOptions.ContinueOnCapturedContext);
        }

        Task<bool> NextAsync() => Task.Run(async () => await reading.MoveNextAsync(), CancellationToken.None);
    }
}

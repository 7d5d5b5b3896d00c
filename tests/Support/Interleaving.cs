using LinkWatch.Storage;

namespace LinkWatch.Tests.Support;

/// <summary>
/// Lets several work on the same rows at once, one call to the storage at a time, in an order that a seed decides: what only an
/// unlucky moment shows is found and repeated.
/// </summary>
internal sealed class Interleaving(IRowTable rows, int seed)
{
    private readonly Lock gate = new();
    private readonly AsyncLocal<bool> takesTurns = new();
    private readonly List<TaskCompletionSource> waiting = [];
    private TaskCompletionSource changed = new();
    private int working;

    /// <summary>The rows; who is not in <see cref="RunAsync"/> waits for nobody.</summary>
    public IRowTable Rows => new TurnTaking(this, rows);

    /// <summary>Runs all to their end.</summary>
    public async Task RunAsync(params Func<Task>[] actors)
    {
        var random = new Random(seed);
        working = actors.Length;
        var running = actors.Select(ActAsync).ToList();
        while (await NextAsync(random) is { } next) next.SetResult();
        await Task.WhenAll(running);
    }

    private async Task ActAsync(Func<Task> actor)
    {
        await Task.Yield();
        takesTurns.Value = true;
        try
        {
            await actor();
        }
        finally
        {
            lock (gate)
            {
                working--;
                changed.TrySetResult();
            }
        }
    }

    /// <summary>Whose turn it is, once nobody is in the middle of something; null when all have ended.</summary>
    private async Task<TaskCompletionSource?> NextAsync(Random random)
    {
        while (true)
        {
            Task change;
            lock (gate)
            {
                if (working == 0 && waiting.Count == 0) return null;
                if (working == 0)
                {
                    var index = random.Next(waiting.Count);
                    var next = waiting[index];
                    waiting.RemoveAt(index);
                    working++;
                    return next;
                }

                changed = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
                change = changed.Task;
            }

            await change;
        }
    }

    private async Task<T> InTurnAsync<T>(Func<Task<T>> call)
    {
        if (takesTurns.Value)
        {
            var turn = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
            lock (gate)
            {
                waiting.Add(turn);
                working--;
                changed.TrySetResult();
            }

            await turn.Task;
        }

        return await call();
    }

    private sealed class TurnTaking(Interleaving turns, IRowTable rows) : IRowTable
    {
        public Task<IReadOnlyList<RowText>> FindAsync(string partition, IReadOnlyList<string> keys, CancellationToken cancellationToken) =>
            turns.InTurnAsync(() => rows.FindAsync(partition, keys, cancellationToken));

        public Task<IReadOnlyList<string>> FindKeysAsync(
            string partition, IReadOnlyList<string> keys, CancellationToken cancellationToken) =>
            turns.InTurnAsync(() => rows.FindKeysAsync(partition, keys, cancellationToken));

        public Task<IReadOnlyList<RowText>> ListAsync(
            string partition, string from, string end, int max, CancellationToken cancellationToken) =>
            turns.InTurnAsync(() => rows.ListAsync(partition, from, end, max, cancellationToken));

        public Task<IReadOnlyList<string>?> CommitAsync(
            string partition, IReadOnlyList<TextWrite> writes, CancellationToken cancellationToken) =>
            turns.InTurnAsync(() => rows.CommitAsync(partition, writes, cancellationToken));

        public Task<IReadOnlyList<CommitOutcome>> CommitAllAsync(
            string partition, IEnumerable<IReadOnlyList<TextWrite>> commits, CancellationToken cancellationToken) =>
            turns.InTurnAsync(() => rows.CommitAllAsync(partition, commits, cancellationToken));

        public Task ClearAsync(string partition, CancellationToken cancellationToken) => turns.InTurnAsync(async () =>
        {
            await rows.ClearAsync(partition, cancellationToken);
            return true;
        });
    }
}

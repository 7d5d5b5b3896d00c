using LinkWatch.Simulation;
using LinkWatch.Storage;

namespace LinkWatch.Tests.Support;

/// <summary>
/// Lets several work on the same rows at once, one call to the storage at a time, in an order that a seed decides: what only an
/// unlucky moment shows is found and repeated.
/// </summary>
internal sealed class Interleaving(IRowTable rows, int seed)
{
    private readonly Lock gate = new();
    private readonly AsyncLocal<int?> actor = new();
    private readonly List<(int Actor, TaskCompletionSource Turn)> waiting = [];
    private TaskCompletionSource changed = new();
    private int working;

    /// <summary>The rows; who is not in <see cref="RunAsync"/> waits for nobody.</summary>
    public IRowTable Rows => TurnTakingProxy<IRowTable>.Around(rows, TurnAsync);

    /// <summary>Runs all to their end.</summary>
    public async Task RunAsync(params Func<Task>[] actors)
    {
        var random = new Random(seed);
        working = actors.Length;
        var running = actors.Select((act, number) => ActAsync(number, act)).ToList();
        while (await NextAsync(random) is { } next) next.SetResult();
        await Task.WhenAll(running);
    }

    private async Task ActAsync(int number, Func<Task> act)
    {
        await Task.Yield();
        actor.Value = number;
        try
        {
            await act();
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
                    // In the actors' order, not in that of their arrival, which no seed decides.
                    var next = waiting.OrderBy(one => one.Actor).ElementAt(random.Next(waiting.Count));
                    waiting.Remove(next);
                    working++;
                    return next.Turn;
                }

                changed = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
                change = changed.Task;
            }

            await change;
        }
    }

    private async Task TurnAsync()
    {
        if (actor.Value is not { } number) return;
        var turn = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        lock (gate)
        {
            waiting.Add((number, turn));
            working--;
            changed.TrySetResult();
        }

        await turn.Task;
    }
}

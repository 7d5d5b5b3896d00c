using LinkWatch.Storage;

namespace LinkWatch.Simulation;

/// <summary>
/// Makes the owner's edits between the calls of the pipeline: each of its calls lets the edit in progress make one. So either may come
/// between what the other reads and writes, and the same seed gives the same order.
/// </summary>
internal sealed class EditTurns : IDisposable
{
    private readonly SemaphoreSlim ours = new(0);
    private readonly SemaphoreSlim theirs = new(0);
    private readonly Queue<OwnerEdit> left;
    private readonly SimulatedTime time;
    private Task? edit;
    private bool isDone;

    public EditTurns(World world, Stores stores, SimulatedTime time, TimeProvider clock)
    {
        this.time = time;
        left = new Queue<OwnerEdit>(world.Edits);
        Owner = new Owner(world, stores, time, clock, TakeTurnAsync);
    }

    public Owner Owner { get; }

    /// <summary>Edits that failed.</summary>
    public List<string> Errors { get; } = [];

    /// <summary>How many edits were made.</summary>
    public int Made { get; private set; }

    /// <summary>Lets the edit in progress, or the next one that is due, make a call.</summary>
    public void Step()
    {
        if (edit is null)
        {
            if (left.Count == 0 || left.Peek().At > time.GetUtcNow()) return;
            var next = left.Dequeue();
            isDone = false;
            edit = Task.Run(() => MakeAsync(next));
        }
        else
        {
            ours.Release();
        }

        theirs.Wait();
        if (!isDone) return;
        edit.GetAwaiter().GetResult();
        edit = null;
    }

    /// <summary>Makes what is due and left.</summary>
    public void Finish()
    {
        do Step();
        while (edit is not null);
    }

    public void Dispose()
    {
        ours.Dispose();
        theirs.Dispose();
    }

    private async Task MakeAsync(OwnerEdit next)
    {
        try
        {
            await Owner.MakeAsync(next, CancellationToken.None);
            Made++;
        }
        catch (Exception e)
        {
            Errors.Add($"{next.Kind} of {next.Link.Site.Id} {next.Link.Page.Url.Href}: {e.Message}");
        }
        finally
        {
            isDone = true;
            theirs.Release();
        }
    }

    private Task TakeTurnAsync()
    {
        theirs.Release();
        return ours.WaitAsync();
    }
}

using LinkWatch.Local.Sqlite;
using LinkWatch.Storage;
using LinkWatch.Tests.Contracts;

namespace LinkWatch.Tests.Local.Sqlite;

public sealed class TwoProcessTests : IDisposable
{
    private const int Counts = 150;
    private const int Messages = 300;
    private const string Taken = "took ";

    private readonly DataFolder folder = new();

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Nothing_that_was_committed_is_lost_when_the_process_is_killed()
    {
        var promised = new List<string>();
        using (var other = OtherProcess.Start(nameof(OtherProcess.Writes_until_it_is_killed), folder.Path))
        {
            while (promised.Count < 200 && await other.StandardOutput.ReadLineAsync(Stop) is { } line)
            {
                if (line.StartsWith(OtherProcess.Committed, StringComparison.Ordinal)) promised.Add(line[OtherProcess.Committed.Length..]);
            }

            other.Kill();
            await other.WaitForExitAsync(Stop);
        }

        Assert.Equal(200, promised.Count);
        var file = await folder.OpenAsync();
        var slices =
            (await new SqliteStores(file).Pages.ReadAgendaAsync(0, Sample.Noon, 1, 1, Stop)).Slices.Select(slice => slice.Row.Id).ToList();
        var pages = (await new SqliteStores(file).Pages
            .ListPagesAsync(0, null, int.MaxValue, Stop)).Rows.Select(page => page.Row.Key.PageId).ToList();
        Assert.Empty(promised.Except(slices, StringComparer.Ordinal));
        Assert.Equal(slices.Select(Sample.Id), pages);
        Assert.InRange(await new SqliteQueues(file, TimeProvider.System).Checks.CountAsync(Stop), promised.Count, slices.Count);
    }

    [Fact]
    public async Task Two_processes_lose_no_count_and_share_the_messages()
    {
        var file = await folder.OpenAsync();
        var queue = new SqliteQueues(file, TimeProvider.System).Checks;
        for (var i = 0; i < Messages; i++) await queue.SendAsync($"{i}", TimeSpan.Zero, Stop);
        await new SqliteStores(file).Pages.CommitAsync(0, [RowWrite.Insert(Sample.Slice("count", generation: 0))], Stop);

        using var other = OtherProcess.Start(nameof(OtherProcess.Counts_and_consumes), folder.Path);
        var taken = new List<string>();
        // Not before the other is there: the two are to meet.
        var first = await other.StandardOutput.ReadLineAsync(Stop);
        while (first?.StartsWith(Taken, StringComparison.Ordinal) == false) first = await other.StandardOutput.ReadLineAsync(Stop);
        var rest = other.StandardOutput.ReadToEndAsync(Stop);
        await CountAndConsumeAsync(file, taken.Add);
        taken.AddRange([first ?? "", .. (await rest).Split('\n').Where(line => line.StartsWith(Taken, StringComparison.Ordinal))]);

        await other.WaitForExitAsync(Stop);
        Assert.Equal(0, other.ExitCode);
        Assert.Equal(2 * Counts, (await new SqliteStores(file).Pages.FindSliceAsync(0, "count", Stop))!.Row.Generation);
        Assert.Equal(Enumerable.Range(0, Messages), taken.Select(line => int.Parse(line[Taken.Length..])).Order());
    }

    /// <summary>Adds to one row and takes messages from one queue, alternately, and reports each message taken.</summary>
    internal static async Task CountAndConsumeAsync(SqliteFile file, Action<string> report)
    {
        var store = new SqliteStores(file).Pages;
        var queue = new SqliteQueues(file, TimeProvider.System).Checks;
        for (var counted = 0; counted < Counts;)
        {
            foreach (var message in await queue.ReceiveAsync(1, TimeSpan.FromMinutes(5), Stop))
            {
                report(Taken + message.Text);
                Assert.True(await queue.DeleteAsync(message, Stop));
            }

            var stored = (await store.FindSliceAsync(0, "count", Stop))!;
            var next = stored.Row with { Generation = stored.Row.Generation + 1 };
            if (await store.CommitAsync(0, [RowWrite.Replace(next, stored.Version)], Stop) is not null) counted++;
        }

        while (await queue.ReceiveAsync(32, TimeSpan.FromMinutes(5), Stop) is { Count: > 0 } messages)
        {
            foreach (var message in messages)
            {
                report(Taken + message.Text);
                Assert.True(await queue.DeleteAsync(message, Stop));
            }
        }
    }

    public void Dispose() => folder.Dispose();
}

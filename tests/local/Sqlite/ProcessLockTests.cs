using LinkWatch.Local.Sqlite;

namespace LinkWatch.Tests.Local.Sqlite;

public sealed class ProcessLockTests : IDisposable
{
    private static readonly TimeSpan Lease = TimeSpan.FromMinutes(30);

    private readonly DataFolder folder = new();

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task What_a_killed_process_held_is_free_as_soon_as_the_file_is_opened_again()
    {
        using (var other = OtherProcess.Start(nameof(OtherProcess.Takes_a_message_and_waits), folder.Path))
        {
            while (await other.StandardOutput.ReadLineAsync(Stop) is { } line
                && !line.StartsWith(OtherProcess.Committed, StringComparison.Ordinal))
            {
            }

            other.Kill();
            await other.WaitForExitAsync(Stop);
        }

        var queue = new SqliteQueues(await folder.OpenAsync(), TimeProvider.System).Checks;

        var again = Assert.Single(await queue.ReceiveAsync(32, Lease, Stop));
        Assert.Equal(("taken", 2), (again.Text, again.DequeueCount));
        Assert.Single(Directory.EnumerateFiles(Path.Combine(folder.Path, "running")));
    }

    [Fact]
    public async Task What_a_living_one_holds_stays_its_own()
    {
        var queue = new SqliteQueues(await folder.OpenAsync(), TimeProvider.System).Checks;
        await queue.SendAsync("taken", TimeSpan.Zero, Stop);
        var held = Assert.Single(await queue.ReceiveAsync(1, Lease, Stop));

        var others = new SqliteQueues(await folder.OpenAsync(), TimeProvider.System).Checks;

        Assert.Empty(await others.ReceiveAsync(1, Lease, Stop));
        Assert.True(await queue.DeleteAsync(held, Stop));
    }

    [Fact]
    public async Task Who_closes_the_file_leaves_nothing_behind()
    {
        using (await SqliteFile.OpenAsync(folder.Path, 4, Stop))
            Assert.Single(Directory.EnumerateFiles(Path.Combine(folder.Path, "running")));

        Assert.Empty(Directory.EnumerateFiles(Path.Combine(folder.Path, "running")));
    }

    public void Dispose() => folder.Dispose();
}

using System.Diagnostics;
using System.Globalization;
using LinkWatch.Local.Sqlite;
using LinkWatch.Storage;
using LinkWatch.Tests.Contracts;

namespace LinkWatch.Tests.Local.Sqlite;

/// <summary>Another process on the same file: this test program once more, running one of the explicit tests below.</summary>
public sealed class OtherProcess
{
    private const string FolderVariable = "LINKWATCH_TEST_FOLDER";

    /// <summary>Begins the lines by which a process reports a commit: even if it is killed later, that commit must be there.</summary>
    public const string Committed = "committed ";

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    private static string Folder => Environment.GetEnvironmentVariable(FolderVariable) ?? "";

    internal static Process Start(string job, string folder)
    {
        var start = new ProcessStartInfo("dotnet") { RedirectStandardOutput = true, UseShellExecute = false };
        foreach (var argument in new[]
        {
            typeof(OtherProcess).Assembly.Location, "-explicit", "only", "-noLogo", "-noColor", "-method",
            $"{typeof(OtherProcess).FullName}.{job}"
        })
        {
            start.ArgumentList.Add(argument);
        }

        start.Environment[FolderVariable] = folder;
        return Process.Start(start)!;
    }

    [Fact(Explicit = true)]
    public async Task Writes_until_it_is_killed()
    {
        Assert.SkipWhen(Folder.Length == 0, "this is started by other tests");
        using var file = await SqliteFile.OpenAsync(Folder, 4, Stop);
        var store = new SqliteStores(file).Pages;
        var queue = new SqliteQueues(file, TimeProvider.System).Checks;
        for (var i = 0; ; i++)
        {
            var id = i.ToString("x8", CultureInfo.InvariantCulture);
            Assert.NotNull(
                await store.CommitAsync(0, [RowWrite.Insert(Sample.Slice(id)), RowWrite.Insert(Sample.Page(Sample.Id(id)))], Stop));
            await queue.SendAsync(id, TimeSpan.Zero, Stop);
            Console.WriteLine(Committed + id);
        }
    }

    [Fact(Explicit = true)]
    public async Task Takes_a_message_and_waits()
    {
        Assert.SkipWhen(Folder.Length == 0, "this is started by other tests");
        using var file = await SqliteFile.OpenAsync(Folder, 4, Stop);
        var queue = new SqliteQueues(file, TimeProvider.System).Checks;
        await queue.SendAsync("taken", TimeSpan.Zero, Stop);
        await queue.ReceiveAsync(1, TimeSpan.FromMinutes(30), Stop);
        Console.WriteLine(Committed);
        await Task.Delay(Timeout.InfiniteTimeSpan, TimeProvider.System, Stop);
    }

    [Fact(Explicit = true)]
    public async Task Counts_and_consumes()
    {
        Assert.SkipWhen(Folder.Length == 0, "this is started by other tests");
        using var file = await SqliteFile.OpenAsync(Folder, 4, Stop);
        await TwoProcessTests.CountAndConsumeAsync(file, Console.WriteLine);
    }
}

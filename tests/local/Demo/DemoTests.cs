using System.Diagnostics;
using LinkWatch.Tests.Support;

namespace LinkWatch.Tests.Local.Demo;

public sealed class DemoTests
{
    [Fact]
    public async Task The_demo_shows_everything_while_another_runs_in_its_own_folder()
    {
        using var temp = new TempFolder();
        var data = Path.Combine(temp.Path, "it's my data");
        var running = LinkWatchProcess.RunAsync("demo", "--data", data);
        using var other = LinkWatchProcess.Start("demo", "--data", data);
        Assert.Contains(
            "A built-in web", await other.StandardOutput.ReadLineAsync(TestContext.Current.CancellationToken), StringComparison.Ordinal);
        other.Kill();
        await other.WaitForExitAsync(TestContext.Current.CancellationToken);

        var (code, output, error) = await running;

        Assert.Equal((0, ""), (code, error));
        foreach (var change in (string[])["live → lost", "live → nofollow", "live → unindexed", "live → unknown", "lost → live again"])
            Assert.Contains($"│ {change} ", output, StringComparison.Ordinal);
        Assert.All(output.Split('\n').TakeWhile(line => !line.StartsWith("The mails are in", StringComparison.Ordinal)), line =>
            Assert.True(line.Length <= 80, line));
        Assert.Equal(2, Directory.GetDirectories(data).Length);
        var folder = Directory.GetDirectories(data).Single(output.Contains);
        await AssertMailsAsync(Path.Combine(folder, "outbox"));
        await AssertStatusAsync(folder);
        await AssertNextAsync(output.Split('\n').SkipWhile(line => !line.StartsWith("The mails are in", StringComparison.Ordinal)));
    }

    [Fact]
    public async Task On_a_terminal_it_ends_with_the_dashboard_until_a_key_is_pressed()
    {
        Assert.SkipUnless(File.Exists("/usr/bin/script") && OperatingSystem.IsLinux(), "needs script of util-linux");
        using var temp = new TempFolder();
        using var demo = LinkWatchProcess.StartOnTerminal("demo", "--data", temp.Path, "--no-open");
        string? line;
        do line = await demo.StandardOutput.ReadLineAsync(Cancel);
        while (line?.StartsWith("The dashboard", StringComparison.Ordinal) == false);
        var signIn = new Uri(Assert.IsType<string>(line)[line!.IndexOf("http", StringComparison.Ordinal)..].Trim());

        using var web = OwnServer.Client();
        var first = await web.GetStringAsync(signIn, Cancel);
        var links = await web.GetStringAsync(new Uri(signIn, "/dashboard/sites/alpenkraut/links?status=lost"), Cancel);
        using var api = await web.GetAsync(new Uri(signIn, "/sites/alpenkraut/links"), Cancel);
        await demo.StandardInput.WriteAsync("q");
        await demo.StandardInput.FlushAsync(Cancel);
        await demo.WaitForExitAsync(Cancel);

        Assert.Contains("alpenkraut.example", first, StringComparison.Ordinal);
        Assert.Contains(".localhost", links, StringComparison.Ordinal);
        Assert.Equal((System.Net.HttpStatusCode.OK, 0), (api.StatusCode, demo.ExitCode));
    }

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    /// <summary>The commands at the end, typed into a shell as they are printed.</summary>
    private static async Task AssertNextAsync(IEnumerable<string> end)
    {
        Assert.SkipUnless(File.Exists("/bin/sh"), "needs a POSIX shell");
        var commands = end.Where(line => line.StartsWith("  ", StringComparison.Ordinal)).ToList();
        Assert.Equal(6, commands.Count);
        foreach (var command in commands)
        {
            using var shell = Process.Start(
                new ProcessStartInfo("/bin/sh", ["-c", command]) { UseShellExecute = false, RedirectStandardOutput = true })!;
            var output = await shell.StandardOutput.ReadToEndAsync(TestContext.Current.CancellationToken);
            await shell.WaitForExitAsync(TestContext.Current.CancellationToken);
            Assert.Equal(0, shell.ExitCode);
            var expected = command.Contains(" history ", StringComparison.Ordinal) ? "live → lost"
                : command.Contains(" letters ", StringComparison.Ordinal) ? "1 won back"
                : command.Contains(" contracts ", StringComparison.Ordinal) ? "not delivered as agreed"
                : "alpenkraut";
            Assert.Contains(expected, output, StringComparison.Ordinal);
        }
    }

    private static async Task AssertStatusAsync(string folder)
    {
        var (code, output, _) = await LinkWatchProcess.RunAsync("status", "--data", folder);

        Assert.Equal(0, code);
        Assert.DoesNotContain("clock", output, StringComparison.Ordinal);
        Assert.Matches(@"(?<!\d)9\d %\)", output);
    }

    private static async Task AssertMailsAsync(string outbox)
    {
        var gists = new List<string>();
        foreach (var file in Directory.GetFileSystemEntries(outbox))
        {
            var mail = StrictMail.Parse(await File.ReadAllBytesAsync(file, TestContext.Current.CancellationToken));
            Assert.StartsWith(
                mail.Date.ToString("yyyyMMdd-HHmmss", System.Globalization.CultureInfo.InvariantCulture),
                Path.GetFileName(file),
                StringComparison.Ordinal);
            Assert.Equal(["text/plain", "text/html"], mail.Parts.Select(part => part.Type));
            gists.Add(mail.Subject + mail.Parts[0].Text.Split('\n')[0]);
        }

        foreach (var reported in new[]
        {
            "links imported", "lost", "turned nofollow", "cannot be indexed", "couldn't be checked", "back",
            "30 new referring domains", " on village-paper.localhost"
        })
        {
            Assert.Contains(gists, gist => gist.Contains(reported, StringComparison.Ordinal));
        }

        var lively = gists.Single(gist => gist.Contains("30 new referring domains", StringComparison.Ordinal));
        Assert.Contains(" back on craft-fair.localhost", lively, StringComparison.Ordinal);
        Assert.Contains(" lost on village-paper.localhost", lively, StringComparison.Ordinal);
    }
}

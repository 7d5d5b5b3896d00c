using System.Diagnostics;
using System.Text;
using System.Text.RegularExpressions;
using LinkWatch.Local.Settings;
using LinkWatch.Tests.Support;

namespace LinkWatch.Tests.Docs;

/// <summary>
/// README's section "Your own two pages", typed into a shell as it is printed. <see cref="Golden.Lever"/> writes what the commands print
/// there.
/// </summary>
public sealed class ReadmeTryOutTests : IDisposable
{
    private const string Folder = "/tmp/two-pages";
    private const string Port = "8001";
    private const string Mark = "@@";
    private static readonly Regex Blocks = new("```(?<kind>sh|console)\n(?<text>[^`]*)```", RegexOptions.NonBacktracking);
    private static readonly Regex Times = new(@"\d{4}-\d\d-\d\d \d\d:\d\d", RegexOptions.NonBacktracking);

    private readonly TempFolder folder = new();

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public void Dispose() => folder.Dispose();

    [Fact]
    public async Task What_is_typed_as_printed_prints_what_is_shown_and_ends_with_the_mail()
    {
        Assert.SkipUnless(File.Exists("/bin/bash") && File.Exists("/usr/bin/python3"), "needs bash and python3: apt-get install python3");
        var readme = Repository.Read("README.md");
        var section = readme.Split("## Your own two pages\n")[1].Split("\n## ")[0];
        var blocks = Blocks.Matches(section).ToList();

        var printed = await TypeAsync(ScriptOf(blocks));

        var filled = Blocks.Replace(section, block => block.Groups["kind"].Value == "sh"
            ? block.Value
            : $"```console\n{string.Concat(TypedIn(block).Select(line => $"{line}\n{printed.Dequeue()}"))}```");
        Assert.Empty(printed);
        if (Golden.IsOverwriting)
        {
            await File.WriteAllTextAsync(
                Path.Combine(Repository.Root, "README.md"), readme.Replace(section, filled, StringComparison.Ordinal), Cancel);
        }
        else
        {
            Assert.Equal(Times.Replace(section, "TIME"), Times.Replace(filled, "TIME"));
        }

        Assert.Contains("Subject: Trying out: 1 link lost: shop.example\n", filled, StringComparison.Ordinal);
    }

    private static IEnumerable<string> TypedIn(Match block) =>
        block.Groups["text"].Value.Split('\n').Where(line => line.StartsWith("$ ", StringComparison.Ordinal));

    /// <summary>A mark before each command of a console, and a wait for the server before the first.</summary>
    private static string ScriptOf(List<Match> blocks)
    {
        var script = new StringBuilder("set -e\ntrap 'kill $! 2>/dev/null || true' EXIT\n")
            .AppendLine($"linkwatch() {{ dotnet '{typeof(LocalSettings).Assembly.Location}' \"$@\"; }}");
        foreach (var block in blocks)
        {
            var lines = block.Groups["text"].Value;
            if (block.Groups["kind"].Value == "sh") script.Append(lines);
            if (lines.Contains("http.server", StringComparison.Ordinal))
                script.AppendLine($"until (: > /dev/tcp/127.0.0.1/{Port}) 2>/dev/null; do :; done");
            foreach (var line in TypedIn(block)) script.AppendLine($"echo '{Mark}'").AppendLine(line[2..]);
        }

        return script.ToString();
    }

    /// <summary>What each command of a console printed.</summary>
    private async Task<Queue<string>> TypeAsync(string script)
    {
        var port = FreePort().ToString(System.Globalization.CultureInfo.InvariantCulture);
        var start = new ProcessStartInfo("/bin/bash")
        {
            UseShellExecute = false,
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        foreach (var name in start.Environment.Keys.Where(name => name.StartsWith("LINKWATCH_", StringComparison.Ordinal)).ToList())
            start.Environment.Remove(name);
        using var bash = Process.Start(start)!;
        var output = bash.StandardOutput.ReadToEndAsync(Cancel);
        var error = bash.StandardError.ReadToEndAsync(Cancel);
        await bash.StandardInput.WriteAsync(
            script.Replace(Folder, folder.Path, StringComparison.Ordinal).Replace(Port, port, StringComparison.Ordinal));
        bash.StandardInput.Close();
        await bash.WaitForExitAsync(Cancel);
        // The shell says of the server that it was stopped.
        var wrong = (await error).Split('\n').Where(line => line.Length > 0 && !line.Contains("Terminated", StringComparison.Ordinal));
        Assert.Equal((0, ""), (bash.ExitCode, string.Join('\n', wrong)));
        return new((await output).ReplaceLineEndings("\n")
            .Replace(folder.Path, Folder, StringComparison.Ordinal).Replace(port, Port, StringComparison.Ordinal)
            .Split(Mark + "\n").Skip(1));
    }

    private static int FreePort()
    {
        using var listener = new System.Net.Sockets.TcpListener(System.Net.IPAddress.Loopback, 0);
        listener.Start();
        return ((System.Net.IPEndPoint)listener.LocalEndpoint).Port;
    }
}

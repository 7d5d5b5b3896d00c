using System.Text;
using System.Text.Json;
using LinkWatch.Reporting;
using LinkWatch.Tests.Support;
using Microsoft.Extensions.DependencyInjection;

namespace LinkWatch.Tests.Local.Reports;

/// <summary>
/// What people reported in public of other link checkers, tried on LinkWatch by the command that would show it. The mail server's case is
/// in <see cref="Commands.SmtpRunTests"/>.
/// </summary>
public sealed class ReportsSuiteTests
{
    /// <summary>Cases that LinkWatch still gets wrong.</summary>
    private static readonly string[] NotYet = [];

    [Fact]
    public async Task What_was_reported_of_other_checkers_is_right_here()
    {
        var wrong = new List<string>();
        var files = Directory.GetFiles(Suites.PathOf("reports"), "*.json").Order(StringComparer.Ordinal).ToList();
        foreach (var file in files)
        {
            using var document = JsonDocument.Parse(await File.ReadAllTextAsync(file, TestContext.Current.CancellationToken));
            if (!await IsRightAsync(document.RootElement)) wrong.Add(Path.GetFileNameWithoutExtension(file));
        }

        Suites.Score("reports", files.Count - wrong.Count, files.Count);
        Assert.Equal(NotYet, wrong);
    }

    private static async Task<bool> IsRightAsync(JsonElement report)
    {
        var expected = report.GetProperty("expected");
        var input = report.GetProperty("input");
        switch (report.GetProperty("kind").GetString())
        {
            case "inspect":
                return IsOneOf(expected, await InspectedAsync(input));
            case "check":
                await using (var site = new ReportSite(input.GetProperty("routes")))
                {
                    return IsOneOf(expected, await CheckedAsync(site.Address + input.GetProperty("source"), input.GetProperty("target")));
                }

            case "robots":
                var said = RobotsLines.For(
                    Encoding.UTF8.GetBytes(input.GetProperty("file").GetString()!),
                    input.GetProperty("agent").GetString()!,
                    [.. input.GetProperty("urls").EnumerateArray().Select(url => url.GetString()!)]);
                var lines = expected.GetProperty("lines").EnumerateArray().Select(line => line.GetString()!);
                return said.Select(line => line.ToString()).SequenceEqual(lines, StringComparer.Ordinal);
            case "smtp":
                return true;
            case var kind:
                throw new InvalidOperationException($"the case is of a kind that this test does not know: {kind}");
        }
    }

    private static bool IsOneOf(JsonElement expected, string status) =>
        expected.GetProperty("status").EnumerateArray().Any(each => each.ValueEquals(status));

    private static async Task<string> InspectedAsync(JsonElement input)
    {
        await using var services = new ServiceCollection().AddLogging().AddVisiting(LoopbackFetcher.Options).BuildServiceProvider();
        using var answer = JsonDocument.Parse(services.GetRequiredService<InspectLines>().Answer(input.GetRawText()));
        return answer.RootElement.GetProperty("verdicts")[0].GetProperty("status").GetString()!;
    }

    private static async Task<string> CheckedAsync(string source, JsonElement target)
    {
        var (_, output, error) = await TypedCommand.RunAsync(
            "check", source, "--target", target.GetString()!, "--json", "--allow-address", "127.0.0.1", "--interval", "0");
        Assert.True(output.Length > 0, error);
        using var answer = JsonDocument.Parse(output);
        return answer.RootElement.GetProperty("status").GetString()!;
    }
}

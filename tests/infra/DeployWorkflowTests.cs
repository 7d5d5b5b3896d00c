using System.Diagnostics;
using System.Text.Json;
using System.Text.RegularExpressions;
using LinkWatch.Tests.Support;

namespace LinkWatch.Tests.Infra;

/// <summary>The deployment from GitHub. What its workflow does not hand on, a deployment would set back to its default.</summary>
public sealed class DeployWorkflowTests
{
    private static readonly string Workflow = Repository.Read(".github/workflows/deploy.yml");
    private static readonly string Azure = Repository.Read("azure.yaml");
    private static readonly string Main = Repository.Read("infra/main.bicep");

    /// <summary>What azd reads, each with whether it is secret.</summary>
    private static readonly IReadOnlyDictionary<string, bool> Settings =
        JsonDocument.Parse(Repository.Read("infra/main.parameters.json")).RootElement.GetProperty("parameters").EnumerateObject()
            .Select(parameter =>
                (parameter.Name, Variable: Names(parameter.Value.GetProperty("value").GetString()!, @"^\$\{(?<name>[A-Z_]+)").Single()))
            .Where(parameter => parameter.Variable.StartsWith("LINKWATCH_", StringComparison.Ordinal))
            .ToDictionary(parameter => parameter.Variable, parameter => IsSecure(parameter.Name));

    [Fact]
    public void Every_setting_comes_from_a_variable_and_every_secret_one_from_a_secret()
    {
        Assert.NotEmpty(Settings);
        Assert.Equal(
            Settings.Select(setting => $"{setting.Key}: ${{{{ {(setting.Value ? "secrets" : "vars")}.{setting.Key} }}}}")
                .Order(StringComparer.Ordinal),
            Names(Workflow, "^ {6}(?<name>LINKWATCH_.+)$").Order(StringComparer.Ordinal));
    }

    [Fact]
    public void Azd_takes_every_setting_over_to_GitHub()
    {
        var (variables, secrets) =
            (Azure.IndexOf("\n  variables:\n", StringComparison.Ordinal), Azure.IndexOf("\n  secrets:\n", StringComparison.Ordinal));

        Assert.Equal(Named(isSecret: false), Names(Azure[variables..secrets], "^ {4}- (?<name>.+)$").Order(StringComparer.Ordinal));
        Assert.Equal(Named(isSecret: true), Names(Azure[secrets..], "^ {4}- (?<name>.+)$").Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task A_variable_that_GitHub_does_not_have_leaves_the_default()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "the workflow's shell is bash");
        var script = Workflow[(Workflow.IndexOf("run: |\n", StringComparison.Ordinal) + "run: |\n".Length)..];
        script = string.Join('\n', script.Split('\n').TakeWhile(line => line.StartsWith("          ", StringComparison.Ordinal)));

        var start = new ProcessStartInfo("bash", ["-e", "-c", $"azd() {{ echo \"$@\"; env; }}\n{script}"])
        {
            UseShellExecute = false,
            RedirectStandardOutput = true
        };
        start.Environment.Remove(Golden.Lever);
        foreach (var name in Settings.Keys) start.Environment[name] = "";
        start.Environment["LINKWATCH_TICK_SCHEDULE"] = "0 */7 * * * *";
        using var process = Process.Start(start)!;
        var output = await process.StandardOutput.ReadToEndAsync(TestContext.Current.CancellationToken);
        await process.WaitForExitAsync(TestContext.Current.CancellationToken);

        Assert.Equal(0, process.ExitCode);
        Assert.StartsWith("provision --no-prompt\n", output, StringComparison.Ordinal);
        Assert.Equal(["LINKWATCH_TICK_SCHEDULE=0 */7 * * * *"], Names(output, "^(?<name>LINKWATCH_.*)$"));
    }

    private static IEnumerable<string> Named(bool isSecret) =>
        Settings.Where(setting => setting.Value == isSecret).Select(setting => setting.Key).Order(StringComparer.Ordinal);

    private static bool IsSecure(string parameter)
    {
        var above = Main[..Main.IndexOf($"\nparam {parameter} ", StringComparison.Ordinal)];
        return above[above.LastIndexOf("\n\n", StringComparison.Ordinal)..].Contains("@secure()", StringComparison.Ordinal);
    }

    private static IReadOnlyList<string> Names(string text, string pattern) =>
        [.. Regex.Matches(text, pattern, RegexOptions.NonBacktracking | RegexOptions.Multiline | RegexOptions.ExplicitCapture)
            .Select(match => match.Groups["name"].Value)];
}

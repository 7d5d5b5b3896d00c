using System.Text.Json;
using System.Text.RegularExpressions;
using LinkWatch.Bench.Emulating;
using LinkWatch.Tests.Packaging;
using LinkWatch.Tests.Support;
using Microsoft.AspNetCore.Http;

namespace LinkWatch.Tests.Infra;

/// <summary>From <c>azd up</c> to the first site.</summary>
public sealed class FirstHourTests
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("sh", "infra/hooks/postdeploy.sh")]
    [InlineData("pwsh", "infra/hooks/postdeploy.ps1")]
    public async Task After_a_deployment_azd_waits_until_the_app_answers(string shell, string hook)
    {
        var asked = 0;
        await using var app = await LoopbackSite.StartAsync(context => Answer(context, asked++ switch
        {
            0 => (403, ""),
            1 => (503, """{"healthy":false,"parts":{"storage":{"error":"storage doesn't answer; see the log"}}}"""),
            _ => (200, """{"healthy":true,"parts":{}}"""),
        }));

        var (code, output, error) = await HookAsync(shell, hook, app, wait: 600);

        Assert.Equal((0, ""), (code, error));
        Assert.Equal(["/health", "/health", "/health"], app.Asked);
        var lines = output.TrimEnd().ReplaceLineEndings("\n").Split('\n');
        Assert.Equal(3, lines.Length);
        Assert.Contains("(status 403): role assignments can take several minutes", lines[0], StringComparison.Ordinal);
        Assert.Contains("(status 503)", lines[1], StringComparison.Ordinal);
        Assert.StartsWith("LinkWatch is ready at", lines[2], StringComparison.Ordinal);
    }

    [Fact]
    public async Task It_does_not_wait_for_what_is_wrong_with_the_data()
    {
        await using var app = await LoopbackSite.StartAsync(context =>
            Answer(context, (503, """{"healthy":false,"parts":{"poison":{"error":"1 message failed"}},"queues":{"poison":1}}""")));

        var (code, output, _) = await HookAsync("sh", "infra/hooks/postdeploy.sh", app, wait: 600);

        Assert.Equal(0, code);
        Assert.Contains("isn't healthy (docs/operate.md): {\"healthy\":false", output, StringComparison.Ordinal);
        Assert.Single(app.Asked);
    }

    [Fact]
    public async Task It_gives_up_in_one_line_that_says_what_to_do()
    {
        await using var app = await LoopbackSite.StartAsync(context => Answer(context, (403, "")));

        var (code, _, error) = await HookAsync("sh", "infra/hooks/postdeploy.sh", app, wait: 0);

        Assert.Equal(1, code);
        Assert.Contains("still answers 403 after 0 s. Wait five minutes and run azd deploy", error, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("sh", "sh", "", "", true)]
    [InlineData("sh", "sh", "LINKWATCH_FIRST_DEPLOYED=2026-01-05T00:00:00Z", "", false)]
    [InlineData("sh", "sh", "", "CI=true", false)]
    [InlineData("pwsh", "ps1", "", "", true)]
    [InlineData("pwsh", "ps1", "LINKWATCH_FIRST_DEPLOYED=2026-01-05T00:00:00Z", "", false)]
    [InlineData("pwsh", "ps1", "", "CI=true", false)]
    public async Task The_first_deployment_is_remembered_once_and_not_on_GitHub(
        string shell, string ending, string known, string ci, bool isSet)
    {
        using var path = new TempFolder();
        var azd = Path.Combine(path.Path, "azd");
        await File.WriteAllTextAsync(azd, "#!/bin/sh\necho \"$@\"\n", Cancel);
        if (!OperatingSystem.IsWindows()) File.SetUnixFileMode(azd, UnixFileMode.UserRead | UnixFileMode.UserExecute);
        var variables = new[] { known, ci, $"PATH={path.Path}:{Environment.GetEnvironmentVariable("PATH")}" };
        var (code, output, error) = await Shell.RunAsync(
            "env", ["-u", "CI", .. variables.Where(pair => pair.Length > 0), Shell.Find(shell), $"infra/hooks/preprovision.{ending}"]);

        Assert.Equal((0, ""), (code, error));
        if (isSet) Assert.Matches(@"^env set LINKWATCH_FIRST_DEPLOYED \d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ\r?\n$", output);
        else Assert.Equal("", output);
    }

    [Fact]
    public void Azd_finds_its_hooks()
    {
        var hooks = Regex.Matches(Repository.Read("azure.yaml"), "run: (.+)", RegexOptions.NonBacktracking)
            .Select(match => match.Groups[1].Value).ToList();

        Assert.Equal(4, hooks.Count);
        Assert.All(hooks, hook => Assert.True(File.Exists(Path.Combine(Repository.Root, hook)), hook));
    }

    [Fact]
    public async Task The_rules_about_what_is_missing_keep_quiet_at_first_and_fire_on_a_row()
    {
        var rules = (await Deployment.TemplateAsync()).Resources
            .Where(resource => resource.Type == "Microsoft.Insights/scheduledQueryRules")
            .Select(resource => resource.Properties["criteria"]!["allOf"]![0]!)
            .Where(rule => rule["query"]!.ToString().Contains("now()", StringComparison.Ordinal)).ToList();

        Assert.Equal(2, rules.Count);
        Assert.All(rules, rule => Assert.Equal(("GreaterThan", "0"), (rule["operator"]!.ToString(), rule["threshold"]!.ToString())));
        Assert.All(rules, rule => Assert.Contains("summarize", rule["query"]!.ToString(), StringComparison.Ordinal));
    }

    [Fact]
    public async Task The_commands_of_the_guide_add_the_first_site_its_channel_and_its_links()
    {
        using var temp = new TempFolder();
        var data = Path.Combine(temp.Path, "data");
        await File.WriteAllTextAsync(Path.Combine(temp.Path, "links.csv"), "source\nhttp://blog.localhost:9/teas\n", Cancel);
        using var serve = await ServeProcess.StartAsync(
            data,
            new Dictionary<string, string>
            {
                ["LINKWATCH_SMTP_HOST"] = "127.0.0.1",
                ["LINKWATCH_SMTP_PORT"] = "9",
                ["LINKWATCH_API_KEY"] = "secret",
            },
            "--allow-address", "127.0.0.0/8");
        var guide = Repository.Read("docs/deploy.md");
        var section = guide[guide.IndexOf("## Your first site", StringComparison.Ordinal)..];
        var commands = section[(section.IndexOf("```sh\n", StringComparison.Ordinal) + 6)..];
        commands = commands[..commands.IndexOf("```", StringComparison.Ordinal)];
        var script = $"set -e; cd '{temp.Path}'; SERVICE_FUNCTIONS_URI={serve.Url.AbsoluteUri.TrimEnd('/')}; KEY=secret\n{commands}";

        var (code, output, error) = await Shell.RunAsync("bash", "-c", script);

        Assert.True(code == 0, output + error);
        using var sites = JsonDocument.Parse((await TypedCommand.RunAsync("site", "list", "--data", data, "--json")).Output.Split('\n')[0]);
        var site = sites.RootElement.ValueKind == JsonValueKind.Array ? sites.RootElement[0] : sites.RootElement;
        Assert.Equal("smtp", Assert.Single(site.GetProperty("channels").EnumerateArray()).GetString());
        Assert.Contains("blog.localhost", (await TypedCommand.RunAsync("export", "--site", "shop", "--data", data)).Output);
    }

    [Fact]
    public void The_sample_of_local_settings_has_what_the_triggers_need()
    {
        using var sample = JsonDocument.Parse(Repository.Read("functions/local.settings.sample.json"));
        var triggers = Regex.Matches(Repository.Read("functions/PipelineTriggers.cs"), "%([A-Z_]+)%", RegexOptions.NonBacktracking)
            .Select(match => match.Groups[1].Value);

        Assert.Equal(
            [.. triggers.Append("AzureWebJobsStorage").Append("FUNCTIONS_WORKER_RUNTIME").Order()],
            sample.RootElement.GetProperty("Values").EnumerateObject().Select(value => value.Name).Order());
        Assert.Contains("\nlocal.settings.json\n", Repository.Read(".gitignore"), StringComparison.Ordinal);
        Assert.Contains("\n.azure/\n", Repository.Read(".gitignore"), StringComparison.Ordinal);
        Assert.Contains($"azurite@{AzuritePackage.Version} ", Repository.Read("docs/deploy.md"), StringComparison.Ordinal);
    }

    private static Task Answer(HttpContext context, (int Status, string Body) answer)
    {
        context.Response.StatusCode = answer.Status;
        return context.Response.WriteAsync(answer.Body);
    }

    private static Task<(int Code, string Output, string Error)> HookAsync(string shell, string hook, LoopbackSite app, int wait) =>
        Shell.RunAsync(
            "env",
            [
                $"SERVICE_FUNCTIONS_URI=http://127.0.0.1:{app.Port}", $"LINKWATCH_DEPLOY_WAIT={wait}", "LINKWATCH_DEPLOY_PAUSE=0",
                Shell.Find(shell), hook,
            ]);
}

using System.Reflection;
using System.Text.Json;
using System.Text.RegularExpressions;
using LinkWatch.Azure;
using LinkWatch.Functions;
using LinkWatch.Hosting.Settings;
using LinkWatch.Metering;
using LinkWatch.Tests.Support;
using Microsoft.Azure.Functions.Worker;

namespace LinkWatch.Tests.Infra;

/// <summary>The description of the deployment, as far as it can be held to the code without deploying it.</summary>
public sealed class BicepTests
{
    private static readonly string[] Files = Directory.GetFiles(Path.Combine(Repository.Root, "infra"), "*.bicep", SearchOption.AllDirectories);
    private static readonly string All = string.Join('\n', Files.Select(File.ReadAllText));
    private static readonly string Main = Repository.Read("infra/main.bicep");
    private static readonly string App = Repository.Read("infra/modules/functions.bicep");

    /// <summary>What the platform reads, and not we.</summary>
    private static readonly string[] OfTheHost =
        ["APPLICATIONINSIGHTS_AUTHENTICATION_STRING", "APPLICATIONINSIGHTS_CONNECTION_STRING", "AZURE_CLIENT_ID", "AzureWebJobsStorage__blobServiceUri", "AzureWebJobsStorage__credential"];

    [Fact]
    public async Task Every_file_is_bicep() => Assert.Empty(await TreeSitter.FaultsAsync(Files));

    [Fact]
    public void Every_setting_that_is_read_is_set_and_every_one_set_is_read()
    {
        var set = Names(Main, "^ {6}(?<name>LINKWATCH_[A-Z_]+):").Concat(Names(App, "^ {10}(?<name>[A-Za-z_]+): ").Where(name => name.Contains('_', StringComparison.Ordinal)));
        var schedules = typeof(ScheduleTimer).Assembly.GetTypes().SelectMany(type => type.GetMethods()).SelectMany(method => method.GetParameters())
            .Select(parameter => parameter.GetCustomAttribute<TimerTriggerAttribute>()?.Schedule.Trim('%')).OfType<string>();
        var read = Setting.All.Append(FunctionSettings.ShardsSetting).Select(setting => setting.Name)
            .Concat(schedules)
            .Concat(new[] { "tableServiceUri", "queueServiceUri", "clientId" }.Select(name => $"{AzureStorageOptions.Connection}__{name}"));

        Assert.Equal(read.Concat(OfTheHost).Order(StringComparer.Ordinal), set.Order(StringComparer.Ordinal));
    }

    [Fact]
    public void The_settings_of_a_first_deployment_are_good()
    {
        var defaults = Regex.Matches(Main, "^param (?<name>[A-Za-z]+) [a-z]+ = (?<value>.+)$", RegexOptions.NonBacktracking | RegexOptions.Multiline | RegexOptions.ExplicitCapture)
            .ToDictionary(match => match.Groups["name"].Value, match => match.Groups["value"].Value.Trim('\'').Replace("\\'", "'", StringComparison.Ordinal));
        var set = Regex.Matches(Main, "^ {6}(?<name>LINKWATCH_[A-Z_]+): (string\\()?(?<value>[A-Za-z]+)\\)?$", RegexOptions.NonBacktracking | RegexOptions.Multiline | RegexOptions.ExplicitCapture)
            .ToDictionary(match => match.Groups["name"].Value, match => defaults[match.Groups["value"].Value]);
        set["AzureWebJobsStorage"] = "UseDevelopmentStorage=true";

        var settings = FunctionSettings.From(set.GetValueOrDefault);

        Assert.Equal((TimeSpan.FromSeconds(1), 25, 4), (settings.Interval, settings.Parallel, settings.Shards));
        Assert.Null(settings.SendGrid);
    }

    [Fact]
    public void The_app_has_exactly_the_roles_that_it_needs()
    {
        var roles = Names(All, "'(?<name>[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12})'");

        Assert.Equal(
            [
                "0a9a7e1f-b9d0-4cc4-a60d-0319b160aaa3", // Storage Table Data Contributor
                "3913510d-42f4-4e42-8a64-420c390055eb", // Monitoring Metrics Publisher
                "4633458b-17de-408a-b874-0445c86b69e6", // Key Vault Secrets User
                "974c5e8b-45b9-4653-ba55-5f855dd0fb88", // Storage Queue Data Contributor
                "b7e6dc6d-f1e8-4753-8033-0f276bb0955b", // Storage Blob Data Owner
                "b86a8fe4-44ce-4948-aee5-eccb2c155cd7", // Key Vault Secrets Officer, for whoever deploys
            ],
            roles.Order(StringComparer.Ordinal));
    }

    [Fact]
    public void Nobody_gets_in_by_a_key_and_no_secret_is_written_down()
    {
        Assert.Contains("allowSharedKeyAccess: false", All, StringComparison.Ordinal);
        Assert.Contains("allowBlobPublicAccess: false", All, StringComparison.Ordinal);
        Assert.Contains("disableLocalAuth: true", All, StringComparison.Ordinal);
        foreach (var word in new[] { "listKeys", "AccountKey=", "SharedAccessKey", "InstrumentationKey=" }) Assert.DoesNotContain(word, All, StringComparison.OrdinalIgnoreCase);
        foreach (var line in Lines(All, "^param [A-Za-z]*(Secret|Password|sendGridKey) "))
        {
            Assert.StartsWith("@secure()", LinesAbove(All, line)[^2], StringComparison.Ordinal);
        }

        Assert.DoesNotContain(Regex.Matches(All, "^output .*(Key|Secret|Password) string = (?<value>.+)$", RegexOptions.NonBacktracking | RegexOptions.Multiline | RegexOptions.ExplicitCapture), match => !match.Groups["value"].Value.StartsWith("'@Microsoft.KeyVault", StringComparison.Ordinal));
    }

    [Fact]
    public void The_key_of_unsubscribe_links_is_made_once() =>
        Assert.Contains("@onlyIfNotExists()\nresource unsubscribeKeys ", Repository.Read("infra/modules/secrets.bicep"), StringComparison.Ordinal);

    [Fact]
    public void Every_parameter_says_what_it_is()
    {
        foreach (var file in Files)
        {
            var text = File.ReadAllText(file);
            foreach (var line in Lines(text, "^param ")) Assert.True(LinesAbove(text, line).Any(above => above.StartsWith("@description('", StringComparison.Ordinal)), $"{file}: {line}");
        }
    }

    [Fact]
    public void Azd_can_give_every_parameter_but_the_one_that_is_made()
    {
        var given = JsonDocument.Parse(Repository.Read("infra/main.parameters.json")).RootElement.GetProperty("parameters").EnumerateObject().Select(parameter => parameter.Name);

        Assert.Equal(Names(Main, "^param (?<name>[A-Za-z]+) ").Where(name => name != "firstUnsubscribeSecret").Order(), given.Order());
    }

    [Fact]
    public void Azd_finds_the_app_by_its_tags_and_the_project_by_its_folder()
    {
        var azure = Repository.Read("azure.yaml");
        Assert.Contains("services:\n  functions:\n    project: ./functions\n    language: dotnet\n    host: function\n", azure, StringComparison.Ordinal);
        Assert.Contains("'azd-service-name': 'functions'", App, StringComparison.Ordinal);
        Assert.Contains("'azd-env-name': environmentName", Main, StringComparison.Ordinal);
        Assert.Contains("requiredVersions:\n  azd: \">= 1.20.0\"\n", azure, StringComparison.Ordinal);
        foreach (var name in new[] { "AZURE_LOCATION", "AZURE_TENANT_ID", "AZURE_RESOURCE_GROUP", "SERVICE_FUNCTIONS_NAME", "SERVICE_FUNCTIONS_URI" }) Assert.Contains($"output {name} string", Main, StringComparison.Ordinal);
        foreach (var file in Files.Where(file => !file.EndsWith("budget.bicep", StringComparison.Ordinal) && !file.EndsWith("secrets.bicep", StringComparison.Ordinal))) Assert.Contains("tags: ", File.ReadAllText(file), StringComparison.Ordinal);
    }

    [Fact]
    public void Modules_from_the_registry_are_pinned() =>
        Assert.Equal(
            [
                "br/public:avm/res/insights/component:0.8.0",
                "br/public:avm/res/key-vault/vault:0.13.3",
                "br/public:avm/res/managed-identity/user-assigned-identity:0.6.0",
                "br/public:avm/res/operational-insights/workspace:0.16.1",
                "br/public:avm/res/storage/storage-account:0.33.0",
                "br/public:avm/res/web/serverfarm:0.7.0",
                "br/public:avm/res/web/site:0.24.0",
            ],
            Names(All, "'(?<name>br/[^']+)'").Order(StringComparer.Ordinal));

    [Fact]
    public void An_instance_is_the_smallest_and_runs_what_we_build()
    {
        foreach (var line in new[] { "skuName: 'FC1'", "instanceMemoryMB: 512", "name: 'dotnet-isolated'", "version: '10.0'", "type: 'UserAssignedIdentity'" }) Assert.Contains(line, App, StringComparison.Ordinal);
        Assert.DoesNotContain("FUNCTIONS_WORKER_RUNTIME", All, StringComparison.Ordinal);
    }

    [Fact]
    public void Alert_rules_look_for_what_the_code_counts()
    {
        var rules = Repository.Read("infra/modules/alerts.bicep");
        Assert.Equal(
            new[] { PipelineMeter.CheckedPages, PipelineMeter.PoisonMessages }.Order(),
            Names(rules, "name == \"(?<name>[a-z.]+)\"").Order());
        Assert.DoesNotContain("valueMax", rules, StringComparison.Ordinal);
        Assert.Equal(
            typeof(ScheduleTimer).Assembly.GetTypes().SelectMany(type => type.GetMethods())
                .Where(method => method.GetParameters().Any(parameter => parameter.IsDefined(typeof(TimerTriggerAttribute)) || parameter.IsDefined(typeof(QueueTriggerAttribute))))
                .Select(method => method.GetCustomAttribute<FunctionAttribute>()!.Name).Order(),
            Names(rules[rules.IndexOf("operation_Name in", StringComparison.Ordinal)..], "\"(?<name>[A-Za-z]+)\"").Order());
    }

    private static IReadOnlyList<string> Names(string text, string pattern) =>
        [.. Regex.Matches(text, pattern, RegexOptions.NonBacktracking | RegexOptions.Multiline | RegexOptions.ExplicitCapture).Select(match => match.Groups["name"].Value).Distinct()];

    private static IEnumerable<string> Lines(string text, string pattern) =>
        text.Split('\n').Where(line => Regex.IsMatch(line, pattern, RegexOptions.NonBacktracking | RegexOptions.ExplicitCapture));

    /// <summary>The decorators of the line, from the last blank line on.</summary>
    private static IReadOnlyList<string> LinesAbove(string text, string line)
    {
        var lines = text.Split('\n').ToList();
        var at = lines.IndexOf(line);
        return [.. lines.Take(at).Reverse().TakeWhile(above => above.Length > 0).Reverse()];
    }
}

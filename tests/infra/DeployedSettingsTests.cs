using System.Reflection;
using LinkWatch.Azure;
using LinkWatch.Functions;
using LinkWatch.Hosting.Settings;
using LinkWatch.Metering;
using Microsoft.Azure.Functions.Worker;

namespace LinkWatch.Tests.Infra;

/// <summary>The app's settings and the alert rules, compared with the code.</summary>
public sealed class DeployedSettingsTests
{
    /// <summary>Settings that the Functions host reads, not our code.</summary>
    private static readonly string[] OfTheHost =
    [
        "APPLICATIONINSIGHTS_AUTHENTICATION_STRING",
        "APPLICATIONINSIGHTS_CONNECTION_STRING",
        "AZURE_CLIENT_ID",
        "AzureWebJobsStorage__blobServiceUri",
        "AzureWebJobsStorage__credential",
    ];

    private static IEnumerable<MethodInfo> Methods => typeof(ScheduleTimer).Assembly.GetTypes().SelectMany(type => type.GetMethods());

    [Fact]
    public async Task Every_setting_that_is_read_is_set_and_every_one_set_is_read()
    {
        var schedules = Methods.SelectMany(method => method.GetParameters())
            .Select(parameter => parameter.GetCustomAttribute<TimerTriggerAttribute>()?.Schedule.Trim('%')).OfType<string>();
        var read = Setting.All.Append(FunctionSettings.ShardsSetting).Select(setting => setting.Name)
            .Concat(schedules)
            .Concat(new[] { "tableServiceUri", "queueServiceUri", "clientId" }.Select(name => $"{AzureStorageOptions.Connection}__{name}"));

        Assert.Equal(
            read.Concat(OfTheHost).Order(StringComparer.Ordinal),
            (await Deployment.SettingsAsync()).Keys.Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task The_settings_of_a_first_deployment_are_good()
    {
        var parameters = (await Deployment.TemplateAsync()).Parameters;
        var defaults = (await Deployment.SettingsAsync())
            .Select(setting => (setting.Key, Parameter: Deployment.Find(setting.Value, @"^\[(string\()?(?<name>[A-Za-z]+)\)?\]$")))
            .Where(setting => setting.Parameter is not null && setting.Key.StartsWith("LINKWATCH_", StringComparison.Ordinal))
            .ToDictionary(setting => setting.Key, setting => parameters[setting.Parameter!]!["defaultValue"]!.ToString());
        defaults["AzureWebJobsStorage"] = "UseDevelopmentStorage=true";

        var settings = FunctionSettings.From(defaults.GetValueOrDefault);

        Assert.Equal((TimeSpan.FromSeconds(1), 25, 4), (settings.Interval, settings.Parallel, settings.Shards));
        Assert.Null(settings.SendGrid);
    }

    [Fact]
    public async Task Every_secret_that_a_setting_refers_to_is_in_the_vault()
    {
        var secrets = (await Deployment.ResourcesAsync("Microsoft.KeyVault/vaults/secrets")).Select(secret => secret.Name.Split('/')[^1]);
        var references = (await Deployment.SettingsAsync()).Values
            .Select(value => Deployment.Find(value, @"secretReference\(vault\.uri, '(?<name>[a-z-]+)'\)")).OfType<string>();

        Assert.Equal(secrets.Order(StringComparer.Ordinal), references.Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task Alert_rules_look_for_what_the_code_counts()
    {
        var queries = await QueriesAsync();

        Assert.Equal(
            new[] { PipelineMeter.CheckedPages, PipelineMeter.PoisonMessages, PipelineMeter.UndeliveredAlerts }.Order(),
            queries.Select(query => Deployment.Find(query, "name == \"(?<name>[a-z.]+)\"")).OfType<string>().Distinct().Order());
        Assert.All(queries, query => Assert.DoesNotContain("valueMax", query, StringComparison.Ordinal));
    }

    [Fact]
    public async Task The_rule_for_failures_names_every_timer_and_queue()
    {
        var named = (await QueriesAsync())
            .Select(query => Deployment.Find(query, @"operation_Name in \((?<name>[^)]+)\)")).OfType<string>();
        var triggered = Methods
            .Where(method => method.GetParameters().Any(parameter =>
                parameter.IsDefined(typeof(TimerTriggerAttribute)) || parameter.IsDefined(typeof(QueueTriggerAttribute))))
            .Select(method => $"\"{method.GetCustomAttribute<FunctionAttribute>()!.Name}\"");

        Assert.Equal(triggered.Order(), Assert.Single(named).Split(", ").Order());
    }

    [Fact]
    public async Task The_rule_for_failures_leaves_out_what_was_cancelled() => Assert.EndsWith(
        "| join kind=leftanti (exceptions | where type endswith \"TaskCanceledException\" or innermostType endswith "
            + "\"TaskCanceledException\") on operation_Id",
        (await QueriesAsync()).Single(query => query.Contains("operation_Name in", StringComparison.Ordinal)),
        StringComparison.Ordinal);

    private static async Task<IReadOnlyList<string>> QueriesAsync() =>
        [.. (await Deployment.ResourcesAsync("Microsoft.Insights/scheduledQueryRules"))
            .Select(rule => rule.Properties["criteria"]!["allOf"]![0]!["query"]!.ToString())];
}

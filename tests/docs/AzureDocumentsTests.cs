using System.Text.Json;
using System.Text.RegularExpressions;
using LinkWatch.Links;
using LinkWatch.Metering;
using LinkWatch.Tests.Support;
using LinkWatch.Web;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Routing;

namespace LinkWatch.Tests.Docs;

/// <summary>What the documents say of the deployment and of the HTTP API.</summary>
public sealed class AzureDocumentsTests
{
    [Fact]
    public void Every_route_of_the_api_is_described()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Services.AddWeb();
        var app = builder.Build();
        WebRoutes.Map(app);
        var routes = ((IEndpointRouteBuilder)app).DataSources.SelectMany(source => source.Endpoints).OfType<RouteEndpoint>()
            .SelectMany(route => route.Metadata.GetMetadata<HttpMethodMetadata>()!.HttpMethods.Select(method =>
                $"{method} /{route.RoutePattern.RawText!.TrimStart('/')}"));

        var reported = Names(Repository.Read("docs/json.md"), "^\\| (?<name>`(GET|POST|PUT|DELETE)[^|]+) \\|").SelectMany(cell =>
        {
            var words = cell.Replace("`", "", StringComparison.Ordinal).Split([' ', ','], StringSplitOptions.RemoveEmptyEntries);
            return words[..^1].Select(method => $"{method} {words[^1].Split('?')[0]}");
        });

        Assert.Equal(routes.Order(), reported.Order());
    }

    [Fact]
    public void Every_error_of_the_api_is_described_with_its_code_and_status() => Assert.Equal(
        Enum.GetValues<ApiErrorCode>().Select(code => $"`{code.Name()}` | {ApiErrorCodes.StatusOf(code)}"),
        Names(Repository.Read("docs/json.md"), "^\\| (?<name>`[a-z-]+` \\| [0-9]+) \\|"));

    [Fact]
    public void Every_alert_rule_and_metric_has_its_row()
    {
        var guide = Repository.Read("docs/operate.md");

        Assert.Equal(
            Names(Repository.Read("infra/modules/alerts.bicep"), "^    name: '(?<name>[a-z]+)'").Order(),
            Names(guide, "^\\| `(?<name>[a-z]+)` \\|").Order());
        Assert.Equal(
            new[] { PipelineMeter.CheckedPages, PipelineMeter.PoisonMessages, PipelineMeter.UndeliveredAlerts }.Order(),
            Names(guide, "^\\| `(?<name>linkwatch\\.[a-z.]+)` \\|").Order());
    }

    [Fact]
    public void Settings_of_the_deployment_are_listed_with_their_defaults()
    {
        var parameters = JsonDocument.Parse(
            Repository.Read("infra/main.parameters.json")).RootElement.GetProperty("parameters").EnumerateObject()
            .Select(parameter => Regex.Match(
                parameter.Value.GetProperty("value").GetString()!,
                "^\\$\\{(?<name>[A-Z_]+)(=(?<value>.*))?\\}$",
                RegexOptions.NonBacktracking | RegexOptions.ExplicitCapture))
            .ToDictionary(match => match.Groups["name"].Value, match => match.Groups["value"].Value);
        var rows = Regex.Matches(
            Repository.Read("docs/deploy.md"),
            "^\\| `(?<name>LINKWATCH_[A-Z_]+)` \\| (`(?<value>[^`]+)`|asked for) \\|",
            RegexOptions.NonBacktracking | RegexOptions.Multiline | RegexOptions.ExplicitCapture);

        Assert.NotEmpty(rows);
        Assert.All(rows, row => Assert.Equal(parameters[row.Groups["name"].Value], row.Groups["value"].Value));
        var readme = Repository.Read("README.md");
        var silent = parameters.Keys.Where(name =>
            name.StartsWith("LINKWATCH_", StringComparison.Ordinal) && name != "LINKWATCH_SENDGRID_ENABLED"
                && rows.All(row => row.Groups["name"].Value != name) && !readme.Contains($"| `{name}` |", StringComparison.Ordinal));
        Assert.Empty(silent);
    }

    [Fact]
    public void The_decision_lists_the_settings_of_the_host()
    {
        var decision = Repository.Read("docs/decisions/0004-settings-of-the-functions-host.md");
        var queues = JsonDocument.Parse(Repository.Read("host.json")).RootElement.GetProperty("extensions").GetProperty("queues");

        Assert.Contains(
            $"`newBatchThreshold` | {queues.GetProperty("batchSize")}, {queues.GetProperty("newBatchThreshold")} |",
            decision,
            StringComparison.Ordinal);
        foreach (var name in queues.EnumerateObject().Select(setting => setting.Name))
            Assert.Contains(name, decision, StringComparison.Ordinal);
    }

    private static IReadOnlyList<string> Names(string text, string pattern) =>
        [.. Regex.Matches(text, pattern, RegexOptions.NonBacktracking | RegexOptions.Multiline | RegexOptions.ExplicitCapture)
            .Select(match => match.Groups["name"].Value)];
}

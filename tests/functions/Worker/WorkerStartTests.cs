using System.Reflection;
using System.Text.Json;
using LinkWatch.Functions;
using LinkWatch.Metering;
using LinkWatch.Tests.Functions.Worker.Protocol;
using LinkWatch.Web;
using LinkWatch.Web.Dashboard.Serving;
using LinkWatch.Web.SiteKeys;
using Microsoft.Azure.Functions.Worker;

namespace LinkWatch.Tests.Functions.Worker;

/// <summary>The published app in its own process, from its start to its end.</summary>
public sealed class WorkerStartTests(PublishedFunctions published) : IAsyncLifetime
{
    private readonly Mailbox mailbox = new();
    private WorkerStage stage = null!;
    private WorkerStage.Run run = null!;

    public async ValueTask InitializeAsync()
    {
        stage = new WorkerStage(published, mailbox);
        run = await stage.StartAsync();
    }

    public async ValueTask DisposeAsync()
    {
        await run.DisposeAsync();
        await stage.DisposeAsync();
        await mailbox.DisposeAsync();
    }

    [Fact]
    public async Task The_worker_loads_every_function_that_the_assembly_declares_and_ends_without_a_word()
    {
        var declared = typeof(ScheduleTimer).Assembly.GetTypes()
            .SelectMany(type => type.GetMethods())
            .Select(method => method.GetCustomAttribute<FunctionAttribute>()?.Name)
            .OfType<string>();
        Assert.Equal(declared.Order(), run.Host.Functions.Select(function => function.Name).Order());

        await run.CycleAsync();
        run.Host.Terminate();

        Assert.Equal((0, "", ""), await run.Host.EndedAsync());
        Assert.Empty(run.Warnings);
    }

    [Fact]
    public void What_the_host_demands_a_key_for_is_everything_but_the_public_routes()
    {
        var open = run.Host.Functions.Where(function => function.Type == "httpTrigger" && function.Text("authLevel") != "Function");

        Assert.All(open, function => Assert.Equal("Anonymous", function.Text("authLevel")));
        Assert.Equal(WorkerRoutes(), open.Select(function => function.Text("route")).Distinct().Order());

        static IEnumerable<string> WorkerRoutes() => WebRoutes.Public.Append(DashboardApp.Route).Append(KeyedApi.Route).Order();
    }

    [Fact]
    public async Task Health_and_the_api_answer_through_the_hosts_proxy()
    {
        var (health, state) = await run.Host.AskAsync(HttpMethod.Get, "health");
        await run.ImportAsync("https://blog.example/teas");
        var (unknown, _) = await run.Host.AskAsync(HttpMethod.Get, "sites/nobody/links");
        var (status, refusal) = await run.Host.AskAsync(HttpMethod.Put, "sites/shop", "{\"domains\":[]");

        Assert.Equal((200, true), (health, JsonDocument.Parse(state).RootElement.GetProperty("healthy").GetBoolean()));
        Assert.Equal("https://blog.example/teas", Assert.Single(await run.LinksAsync()).GetProperty("source").GetString());
        Assert.Equal((404, 400), (unknown, status));
        Assert.NotEqual("", refusal);
        Assert.Empty(run.Warnings);
    }

    [Fact]
    public async Task The_host_gets_what_was_counted_as_metrics_of_the_invocation_that_counted()
    {
        await using var blog = await LinkingSite.StartAsync();
        await run.ImportAsync(blog.Url("/1"), blog.Url("/2"), blog.Url("/3"));
        await run.Host.TickAsync("ScheduleTimer");
        await run.Queues.PumpAsync();
        var sweep = await run.Host.TickAsync("SweepTimer");

        var metrics = run.Host.Logs.Where(log => log.LogCategory == RpcLog.Types.RpcLogCategory.CustomMetric).ToList();
        Assert.Equal(
            (4, true), (Sum(PipelineMeter.CheckedPages), Of(PipelineMeter.CheckedPages).All(metric => metric.InvocationId.Length > 0)));
        Assert.Equal((0, sweep), (Sum(PipelineMeter.PoisonMessages), Assert.Single(Of(PipelineMeter.PoisonMessages)).InvocationId));

        IEnumerable<RpcLog> Of(string name) => metrics.Where(metric => metric.PropertiesMap["Name"].String == name);
        double Sum(string name) => Of(name).Sum(metric => metric.PropertiesMap["Value"].Double);
    }

    [Fact]
    public async Task A_message_that_always_fails_goes_to_the_poison_queue_and_from_there_into_a_row()
    {
        var queue = new global::Azure.Storage.Queues.QueueClient((await stage.SettingsAsync())["AzureWebJobsStorage"], "checks");
        await queue.SendMessageAsync("{\"n\":\"check-slice\",\"v\":99}", TestContext.Current.CancellationToken);

        Assert.Equal(0, await run.Queues.PumpAsync());
        await run.SweepAsync();

        Assert.Equal(5, run.Queues.Failures.Count(failure =>
            failure.Contains("no step reads messages called \"check-slice\" of version 99", StringComparison.Ordinal)));

        var counted = run.Host.Logs.Where(log => log.LogCategory == RpcLog.Types.RpcLogCategory.CustomMetric
                && log.PropertiesMap["Name"].String == PipelineMeter.PoisonMessages)
            .Select(log => log.PropertiesMap["Value"].Double);
        Assert.Equal([1.0], counted);
    }
}

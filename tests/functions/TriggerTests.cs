using System.Reflection;
using System.Text.Json;
using LinkWatch.Alerting;
using LinkWatch.Alerting.Channels;
using LinkWatch.Checking;
using LinkWatch.Fetching;
using LinkWatch.Functions;
using LinkWatch.Tests.Support;
using LinkWatch.Web;
using LinkWatch.Web.Dashboard.Serving;
using LinkWatch.Web.SiteKeys;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Routing;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Extensions.Logging.Abstractions;

namespace LinkWatch.Tests.Functions;

/// <summary>What the host reads of the triggers, and how host.json fits it.</summary>
public sealed class TriggerTests
{
    private static readonly JsonElement HostJson = JsonDocument.Parse(Repository.Read("host.json")).RootElement;

    private static IEnumerable<(string Name, ParameterInfo Parameter)> Parameters =>
        from type in typeof(ScheduleTimer).Assembly.GetTypes()
        from method in type.GetMethods()
        where method.IsDefined(typeof(FunctionAttribute))
        from parameter in method.GetParameters()
        select (method.GetCustomAttribute<FunctionAttribute>()!.Name, parameter);

    [Fact]
    public void Every_route_of_the_api_is_a_trigger_and_no_other()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Services.AddWeb();
        var app = builder.Build();
        WebRoutes.Map(app);
        var served = ((IEndpointRouteBuilder)app).DataSources.SelectMany(source => source.Endpoints).OfType<RouteEndpoint>()
            .SelectMany(route => route.Metadata.GetMetadata<HttpMethodMetadata>()!.HttpMethods.Select(method =>
                $"{method} {route.RoutePattern.RawText!.TrimStart('/')}"));

        var triggers = Of<HttpTriggerAttribute>()
            .SelectMany(trigger => trigger.Attribute.Methods!.Select(method => $"{method.ToUpperInvariant()} {trigger.Attribute.Route}"));

        Assert.Equal(
            served.Order(),
            triggers.Where(trigger => !trigger.EndsWith(" " + WebRoutes.Rest, StringComparison.Ordinal)
                && !trigger.EndsWith(" " + DashboardApp.Route, StringComparison.Ordinal)
                && !trigger.EndsWith(" " + KeyedApi.Route, StringComparison.Ordinal)).Order());
    }

    [Fact]
    public void Every_route_needs_a_function_key_but_those_that_are_public_and_those_that_ask_for_a_key_themselves()
    {
        foreach (var (name, trigger) in Of<HttpTriggerAttribute>())
        {
            var isOpen = trigger.Route is DashboardApp.Route or KeyedApi.Route || WebRoutes.Public.Contains(trigger.Route!);
            var expected = isOpen ? AuthorizationLevel.Anonymous : AuthorizationLevel.Function;
            Assert.True(trigger.AuthLevel == expected, $"{name} needs {trigger.AuthLevel}");
        }

        Assert.Equal(["health", "openapi.json", "unsubscribe", "mute", "sites/{site}/badge.svg", "webmention/{site}"], WebRoutes.Public);
    }

    [Fact]
    public void Timers_take_their_schedules_from_settings_and_never_run_at_the_start()
    {
        Assert.Equal(
            ["%LINKWATCH_SPIKE_SCHEDULE%", "%LINKWATCH_SWEEP_SCHEDULE%", "%LINKWATCH_TICK_SCHEDULE%"],
            Of<TimerTriggerAttribute>().Select(timer => timer.Attribute.Schedule).Order());
        Assert.All(Of<TimerTriggerAttribute>(), timer => Assert.True(timer.Attribute is { RunOnStartup: false, UseMonitor: true }));
    }

    [Fact]
    public void Queues_have_one_trigger_each_and_those_of_poison_none() =>
        Assert.Equal(["alerts", "checks"], Of<QueueTriggerAttribute>().Select(queue => queue.Attribute.QueueName).Order());

    [Fact]
    public void A_slice_ends_before_our_own_limit_and_that_before_the_hosts()
    {
        var options = new CheckOptions();
        var limit = TimeSpan.Parse(HostJson.GetProperty("functionTimeout").GetString()!, System.Globalization.CultureInfo.InvariantCulture);

        Assert.True(options.SliceTime + 3 * FetchOptions.MaxInterval + TimeSpan.FromMinutes(1) < FunctionTime.MaxDuration);
        Assert.True(FunctionTime.MaxDuration + TimeSpan.FromMinutes(1) < limit);
    }

    [Fact]
    public void A_delivery_ends_well_before_our_own_limit_and_its_lease()
    {
        var options = new AlertOptions();

        Assert.True(new MailOptions().SmtpDeliveryTimeout < options.AttemptTime);
        Assert.True(options.HangsAfter + options.AttemptTime + TimeSpan.FromMinutes(2) < FunctionTime.MaxDuration);
        Assert.True(options.AttemptTime + TimeSpan.FromMinutes(2) < options.DeliveryLease);
    }

    [Fact]
    public void The_host_takes_messages_as_they_are_and_gives_up_after_five_attempts()
    {
        var queues = HostJson.GetProperty("extensions").GetProperty("queues");

        Assert.Equal(("none", 5), (queues.GetProperty("messageEncoding").GetString(), queues.GetProperty("maxDequeueCount").GetInt32()));
        Assert.Equal("", HostJson.GetProperty("extensions").GetProperty("http").GetProperty("routePrefix").GetString());
    }

    [Fact]
    public async Task Work_that_takes_too_long_is_ended_before_the_host_would_end_the_process()
    {
        var time = FakeTime.Create();
        var ended = new FunctionTime(time, NullLogger<FunctionTime>.Instance).RunAsync(
            stop => Task.Delay(Timeout.InfiniteTimeSpan, time, stop), TestContext.Current.CancellationToken);

        time.Advance(FunctionTime.MaxDuration);

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => ended);
    }

    private static IEnumerable<(string Name, T Attribute)> Of<T>() where T : Attribute =>
        Parameters.Select(found => (found.Name, found.Parameter.GetCustomAttribute<T>()))
            .Where(found => found.Item2 is not null)
            .Select(found => (found.Name, found.Item2!));
}

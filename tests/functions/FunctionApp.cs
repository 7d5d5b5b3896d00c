using System.Net;
using LinkWatch.Alerting.Channels;
using LinkWatch.Azure;
using LinkWatch.Functions;
using LinkWatch.Hosting.Settings;
using LinkWatch.Metering;
using LinkWatch.Storage;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Time.Testing;

namespace LinkWatch.Tests.Functions;

/// <summary>
/// The functions as the host runs them: real triggers on the app's own services, queues and tables on Azurite, pages on loopback.
/// The clock is the test's.
/// </summary>
internal sealed class FunctionApp : IAsyncDisposable
{
    private const int MaxAttempts = 5;

    private readonly ServiceProvider services;
    private readonly AzureStorage storage;
    private readonly MetricReading metrics;

    private FunctionApp(ServiceProvider services, AzureStorage storage)
    {
        (this.services, this.storage) = (services, storage);
        metrics = new MetricReading(services.GetRequiredService<PipelineMeter>());
    }

    public IReadOnlyDictionary<string, long> Metrics => metrics.Last;

    public AzureStorage Storage => storage;

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    /// <param name="connection">Azurite's.</param>
    /// <param name="prefix">Names the store: two apps of one prefix are two hosts of one account.</param>
    /// <param name="time">The clock.</param>
    /// <param name="smtpPort">The mail server's.</param>
    public static async Task<FunctionApp> StartAsync(string connection, string prefix, FakeTimeProvider time, int smtpPort)
    {
        var settings = new HostSettings
        {
            AllowedAddresses = [IPNetwork.Parse("127.0.0.0/8")],
            Interval = TimeSpan.Zero,
            Mail = new MailOptions { SmtpHost = "127.0.0.1", SmtpPort = smtpPort, SmtpTls = SmtpTls.None },
        };
        var storage = await AzureStorage.OpenAsync(
            new AzureStorageOptions { ConnectionString = connection, Prefix = prefix }, shards: 2, Cancel);
        var services = new ServiceCollection().AddSingleton<TimeProvider>(time).AddLogging().AddFunctions(settings, storage);
        return new FunctionApp(services.BuildServiceProvider(), storage);
    }

    /// <summary>A trigger, made as the worker makes it.</summary>
    public T Trigger<T>() => ActivatorUtilities.CreateInstance<T>(services);

    public T Get<T>() where T : notnull => services.GetRequiredService<T>();

    public Task TickAsync() => Trigger<ScheduleTimer>().RunAsync(new TimerInfo(), Cancel);

    public Task SweepAsync() => Trigger<SweepTimer>().RunAsync(new TimerInfo(), Cancel);

    /// <summary>Hands every message that is visible to its trigger, as the host does; returns how many ended well.</summary>
    public async Task<int> PumpAsync()
    {
        var (check, alert) = (Trigger<CheckQueue>(), Trigger<AlertQueue>());
        var checks = await PumpAsync(storage.Queues.Checks, message => check.RunAsync(message.Text, message.DequeueCount, Cancel));
        return checks + await PumpAsync(storage.Queues.Alerts, message => alert.RunAsync(message.Text, Cancel));
    }

    /// <summary>Ticks and pumps until nothing is left to do.</summary>
    public async Task CycleAsync()
    {
        do await TickAsync();
        while (await PumpAsync() > 0);
    }

    /// <summary>What a trigger of the HTTP API answers.</summary>
    public async Task<(int Status, string Body)> AskAsync(
        Func<HttpRequest, Task<IResult>> trigger, string contentType = "application/json", string body = "", string query = "")
    {
        var context = new DefaultHttpContext { RequestServices = services };
        context.Request.ContentType = contentType;
        context.Request.QueryString = new QueryString(query);
        context.Request.Body = new MemoryStream(System.Text.Encoding.UTF8.GetBytes(body));
        using var answer = new MemoryStream();
        context.Response.Body = answer;
        await (await trigger(context.Request)).ExecuteAsync(context);
        return (context.Response.StatusCode, System.Text.Encoding.UTF8.GetString(answer.ToArray()));
    }

    public async ValueTask DisposeAsync()
    {
        metrics.Dispose();
        await services.DisposeAsync();
    }

    /// <summary>
    /// The host's part: what ends well is deleted, what fails comes again, and after its last attempt goes to the poison queue.
    /// </summary>
    private async Task<int> PumpAsync(IMessageQueue queue, Func<ReceivedMessage, Task> run)
    {
        var done = 0;
        while (await queue.ReceiveAsync(16, TimeSpan.FromMinutes(1), Cancel) is { Count: > 0 } messages)
        {
            foreach (var message in messages)
            {
                try
                {
                    await run(message);
                    done++;
                }
                catch (Exception) when (message.DequeueCount < MaxAttempts)
                {
                    await queue.ReleaseAsync(message, TimeSpan.Zero, Cancel);
                    continue;
                }
                catch (Exception)
                {
                    await storage.Queues.PoisonOf(queue).SendAsync(message.Text, TimeSpan.Zero, Cancel);
                }

                await queue.DeleteAsync(message, Cancel);
            }
        }

        return done;
    }
}

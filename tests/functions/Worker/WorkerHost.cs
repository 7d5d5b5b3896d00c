using System.Net;
using LinkWatch.Tests.Functions.Worker.Protocol;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Extensions.DependencyInjection;

namespace LinkWatch.Tests.Functions.Worker;

/// <summary>A small Functions host: starts the published app, loads its functions and runs them when a test says so.</summary>
internal sealed class WorkerHost : IAsyncDisposable
{
    private static int ids;

    private readonly WebApplication server;
    private readonly WorkerStream stream;
    private readonly WorkerProcess process;

    private WorkerHost(WebApplication server, WorkerStream stream, WorkerProcess process) =>
        (this.server, this.stream, this.process) = (server, stream, process);

    /// <summary>To the worker's own web server. A platform passes redirects and cookies on.</summary>
    public HttpMessageInvoker Web { get; } = new(new SocketsHttpHandler { AllowAutoRedirect = false, UseCookies = false });

    public IReadOnlyList<HostedFunction> Functions { get; private set; } = [];

    public IReadOnlyDictionary<string, string> Capabilities { get; private set; } = new Dictionary<string, string>();

    public IEnumerable<RpcLog> Logs => stream.Logs;

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    /// <summary>A worker with all its functions loaded.</summary>
    public static async Task<WorkerHost> StartAsync(string folder, IReadOnlyDictionary<string, string> settings)
    {
        var host = await LaunchAsync(folder, settings);
        try
        {
            await host.LoadAsync(folder);
            return host;
        }
        catch (WorkerGoneException e)
        {
            var (code, _, error) = await host.EndedAsync();
            await host.DisposeAsync();
            throw new InvalidOperationException($"the worker ended with {code}: {error}", e);
        }
    }

    /// <summary>A worker that was started and not asked for anything yet: it may refuse its settings.</summary>
    public static async Task<WorkerHost> LaunchAsync(string folder, IReadOnlyDictionary<string, string> settings)
    {
        var stream = new WorkerStream();
        var builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions());
        builder.WebHost.UseKestrelCore()
            .ConfigureKestrel(kestrel => kestrel.Listen(IPAddress.Loopback, 0, listen => listen.Protocols = HttpProtocols.Http2));
        builder.Services.AddRouting().AddSingleton(stream).AddGrpc(options => options.MaxReceiveMessageSize = null);
        var server = builder.Build();
        server.MapGrpcService<WorkerStream>();
        await server.StartAsync(Stop);
        var address = server.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.Single();
        return new WorkerHost(server, stream, WorkerProcess.Start(folder, new Uri(address).Port, settings));
    }

    /// <summary>Runs a function and waits for its end; fails if it does.</summary>
    /// <returns>The invocation's id.</returns>
    public async Task<string> InvokeAsync(
        HostedFunction function, TypedData trigger, IEnumerable<(string Name, TypedData Value)> metadata, string id)
    {
        var request = new InvocationRequest { InvocationId = id, FunctionId = function.Id, TraceContext = new RpcTraceContext() };
        request.InputData.Add(new ParameterBinding { Name = function.Parameter, Data = trigger });
        foreach (var (name, value) in metadata) request.TriggerMetadata[name] = value;
        var answer = await stream.AskAsync(new StreamingMessage { InvocationRequest = request }, Stop);
        var result = answer.InvocationResponse.Result;
        if (result.Status != StatusResult.Types.Status.Success)
            throw new FunctionFailedException(
                $"{function.Name}: {result.Exception?.Message}\n{result.Exception?.StackTrace}",
                result.Status == StatusResult.Types.Status.Cancelled);
        return id;
    }

    /// <summary>Runs a timer's function, as at its time.</summary>
    public Task<string> TickAsync(string timer) => InvokeAsync(
        Named(timer), new TypedData { Json = "{\"Schedule\":{\"AdjustForDST\":true},\"ScheduleStatus\":null,\"IsPastDue\":false}" },
        [], NewId());

    public HostedFunction Named(string name) => Functions.Single(function => function.Name == name);

    /// <summary>For an invocation: no two of them share one.</summary>
    public static string NewId() => $"invocation-{Interlocked.Increment(ref ids)}";

    /// <summary>Ends an invocation as a host does that shuts down; its message comes back.</summary>
    public void Cancel(string invocation) =>
        stream.Send(new StreamingMessage { InvocationCancel = new InvocationCancel { InvocationId = invocation } });

    public void Kill() => process.Kill();

    /// <summary>Ends the worker as a host does that scales in.</summary>
    public void Terminate() => stream.Send(new StreamingMessage { WorkerTerminate = new WorkerTerminate() });

    public Task<(int Code, string Output, string Error)> EndedAsync() => process.EndedAsync(Stop);

    public async ValueTask DisposeAsync()
    {
        await process.DisposeAsync();
        stream.End();
        Web.Dispose();
        using var now = new CancellationTokenSource();
        await now.CancelAsync();
        await server.StopAsync(now.Token);
        await server.DisposeAsync();
    }

    private async Task LoadAsync(string folder)
    {
        _ = WatchAsync();
        await stream.IsStarted.WaitAsync(Stop);
        var begun = await stream.AskAsync(
            new StreamingMessage
            {
                WorkerInitRequest =
                    new WorkerInitRequest { HostVersion = "4.1000.0", WorkerDirectory = folder, FunctionAppDirectory = folder }
            }, Stop);
        Succeeded("the start", begun.WorkerInitResponse.Result);
        Capabilities = begun.WorkerInitResponse.Capabilities;
        var declared = await stream.AskAsync(
            new StreamingMessage { FunctionsMetadataRequest = new FunctionsMetadataRequest { FunctionAppDirectory = folder } }, Stop);
        Functions = [.. declared.FunctionMetadataResponse.FunctionMetadataResults.Select(HostedFunction.From)];
        foreach (var function in Functions)
        {
            var load = new FunctionLoadRequest { FunctionId = function.Id, Metadata = function.Metadata };
            var loaded = await stream.AskAsync(new StreamingMessage { FunctionLoadRequest = load }, Stop);
            Succeeded(function.Name, loaded.FunctionLoadResponse.Result);
        }

        await HttpFront.WaitUntilListeningAsync(new Uri(Capabilities["HttpUri"]), Stop);
    }

    /// <summary>A worker that ends before it opened its stream would be waited for in vain.</summary>
    private async Task WatchAsync()
    {
        await process.EndedAsync(CancellationToken.None);
        stream.End();
    }

    private static void Succeeded(string what, StatusResult result) =>
        Assert.True(result.Status == StatusResult.Types.Status.Success, $"{what}: {result.Exception?.Message}");
}

/// <summary>A function ended with an exception.</summary>
internal sealed class FunctionFailedException(string message, bool isCancelled) : Exception(message)
{
    /// <summary>Whether the worker reported that it was cancelled: of that, a host logs no stack trace.</summary>
    public bool IsCancelled => isCancelled;
}

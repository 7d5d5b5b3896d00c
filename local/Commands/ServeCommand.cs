using System.CommandLine;
using System.Net;
using LinkWatch.Local.Pipeline;
using LinkWatch.Local.Serving;
using LinkWatch.Local.Settings;
using LinkWatch.Local.Sqlite;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace LinkWatch.Local.Commands;

/// <summary><c>serve</c>: the pipeline and the HTTP API, until stopped.</summary>
internal static class ServeCommand
{
    private const int DefaultPort = 7071;

    public static Command Create(CommandContext context)
    {
        var port = new Option<int>("--port") { Description = $"The port on 127.0.0.1 (default {DefaultPort}; 0 picks a free one).", HelpName = "PORT", DefaultValueFactory = _ => DefaultPort };
        var command = new Command("serve", "Runs the pipeline and its HTTP API until stopped.") { port, CommonOptions.Data };
        foreach (var option in CommonOptions.OfFetching) command.Add(option);
        command.SetAction(async (parsed, cancellationToken) =>
        {
            var number = parsed.GetValue(port);
            if (number is < 0 or > 65_535) throw new UsageException($"--port: {number} is not a number from 0 to 65535");
            await RunAsync(context, context.Settings(parsed), number, cancellationToken);
            return CommandLine.Done;
        });
        return command;
    }

    private static async Task RunAsync(CommandContext context, LocalSettings settings, int port, CancellationToken cancellationToken)
    {
        using var file = await context.OpenFileAsync(settings, cancellationToken);
        await using var app = Build(settings, file, port);
        try
        {
            await app.StartAsync(cancellationToken);
        }
        catch (IOException e) when (e.InnerException is Microsoft.AspNetCore.Connections.AddressInUseException)
        {
            throw new UsageException($"port {port} is in use: choose another with --port, or 0 for any free one", e);
        }

        await context.Io.Out.WriteLineAsync($"LinkWatch listens on {app.Urls.First()} and works in {Path.GetFullPath(settings.DataFolder)}. Ctrl+C ends it.");
        await context.Io.Out.FlushAsync(CancellationToken.None);
        await app.WaitForShutdownAsync(cancellationToken);
    }

    private static WebApplication Build(LocalSettings settings, SqliteFile file, int port)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders().AddSimpleConsole(console => console.SingleLine = true).SetMinimumLevel(LogLevel.Warning);
        builder.WebHost.UseKestrelCore().ConfigureKestrel(kestrel => kestrel.Listen(IPAddress.Loopback, port));
        builder.Services.AddSingleton(settings).AddPipeline(settings, file).AddPipelineWork();
        builder.Services.Configure<HostOptions>(host => host.ShutdownTimeout = TimeSpan.FromSeconds(10));
        var app = builder.Build();
        Endpoints.Map(app);
        return app;
    }
}

using System.CommandLine;
using System.Net;
using System.Net.Sockets;
using LinkWatch.Local.Pipeline;
using LinkWatch.Local.Serving;
using LinkWatch.Local.Settings;
using Microsoft.Extensions.Hosting;

namespace LinkWatch.Local.Commands;

/// <summary><c>serve</c>: the pipeline and the HTTP API, until stopped.</summary>
internal static class ServeCommand
{
    internal const int DefaultPort = 7071;

    public static Command Create(CommandContext context)
    {
        var port = PortOption("The port; 0 picks a free one");
        var listen = new Option<string?>("--listen")
        {
            Description = "The address to listen on (default 127.0.0.1). With any other, the API asks for its key.",
            HelpName = "ADDRESS"
        };
        var log = new Option<string?>("--log")
        {
            Description = "How it logs on standard error: text (default) or json, an object a line.",
            HelpName = "FORM",
        };
        var command = new Command("serve", "Runs the pipeline and its HTTP API until stopped.")
        {
            port, listen, log, CommonOptions.Data, CommonOptions.Storage
        };
        foreach (var option in CommonOptions.OfFetching) command.Add(option);
        command.SetAction(async (parsed, cancellationToken) =>
        {
            var end = new IPEndPoint(AddressOf(parsed.GetValue(listen)), PortOf(parsed, port));
            var isJson = parsed.GetValue(log) switch
            {
                null or "text" => false,
                "json" => true,
                var form => throw new UsageException($"--log: '{form}' is neither text nor json"),
            };
            await RunAsync(context, context.Settings(parsed), end, isJson, cancellationToken);
            return CommandLine.Done;
        });
        return command;
    }

    internal static Option<string?> PortOption(string meaning) =>
        new("--port") { Description = $"{meaning} (default {DefaultPort}).", HelpName = "PORT" };

    internal static int PortOf(ParseResult parsed, Option<string?> port) =>
        parsed.GetValue(port) is { } text ? CommonOptions.Number(port.Name, text, 0, IPEndPoint.MaxPort) : DefaultPort;

    private static IPAddress AddressOf(string? text) => text is null
        ? IPAddress.Loopback
        : IPAddress.TryParse(text, out var address)
            ? address
            : throw new UsageException($"--listen: '{text}' is no IP address; use 127.0.0.1, or 0.0.0.0 for all");

    private static async Task RunAsync(
        CommandContext context, LocalSettings settings, IPEndPoint end, bool isJson, CancellationToken cancellationToken)
    {
        EnsureFree(end);
        using var storage = await OpenStorage.OpenAsync(settings, cancellationToken);
        var key = ApiKey.Of(settings, isOpen: !IPAddress.IsLoopback(end.Address));
        await using var app = WebHost.Build(settings, storage, key, end, builder =>
        {
            PipelineLog.OfServe(builder.Logging, isJson);
            builder.Services.AddPipelineWork();
            Metrics.Add(builder);
        });
        await app.StartAsync(cancellationToken);
        var isEverywhere = end.Address.Equals(IPAddress.Any) || end.Address.Equals(IPAddress.IPv6Any);
        var here = isEverywhere ? new UriBuilder(app.Urls.First()) { Host = "127.0.0.1" }.Uri : new Uri(app.Urls.First());
        using var announced = ServeAddress.Announce(settings.DataFolder, here);
        var signIn = WebHost.SignInAt(app, settings.PublicUrl ?? here);
        await context.Io.Out.WriteLineAsync($"LinkWatch listens on {app.Urls.First()} and uses "
            + $"{(settings.Storage is null ? Path.GetFullPath(settings.DataFolder) : settings.Place)}. Press Ctrl+C to stop.");
        await context.Io.Out.WriteLineAsync($"The dashboard, signed in (once, within 15 minutes): {signIn}");
        if (key is not null && settings.ApiKey is null)
            await context.Io.Out.WriteLineAsync(
                $"The API's key is in {Path.GetFullPath(Path.Combine(settings.DataFolder, ApiKey.FileName))}.");
        await context.Io.Out.FlushAsync(CancellationToken.None);
        await app.WaitForShutdownAsync(cancellationToken);
    }

    /// <summary>Tried before anything is opened: otherwise the host logs a stack trace, and a new data folder is left behind.</summary>
    private static void EnsureFree(IPEndPoint end)
    {
        using var listener = new TcpListener(end);
        try
        {
            listener.Start();
        }
        catch (SocketException e)
        {
            throw new UsageException(
                e.SocketErrorCode == SocketError.AddressAlreadyInUse
                    ? $"port {end.Port} is in use; choose another with --port, or 0 for any free one"
                    : $"{end} cannot be opened ({e.Message}); choose another with --port, or 0 for any free one",
                e);
        }
    }
}

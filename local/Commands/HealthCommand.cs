using System.CommandLine;
using System.Text.Json;
using LinkWatch.Links;
using LinkWatch.Web;

namespace LinkWatch.Local.Commands;

/// <summary><c>health</c>: asks a running <c>serve</c> how it is; for containers and monitoring.</summary>
internal static class HealthCommand
{
    private static readonly TimeSpan Deadline = TimeSpan.FromSeconds(10);

    public static Command Create(CommandContext context)
    {
        var port = ServeCommand.PortOption("The port of serve on this machine");
        var command = new Command("health", "Asks serve on this machine whether all is well. Exit code 1 if not.")
        {
            port, CommonOptions.Json
        };
        command.SetAction(async (parsed, cancellationToken) =>
        {
            var address = new Uri($"http://127.0.0.1:{ServeCommand.PortOf(parsed, port)}/{WebRoutes.Health}");
            var report = await AskAsync(address, cancellationToken) ?? new HealthReport(false, NoAnswer(address));
            await context.Io.Out.WriteAsync(parsed.GetValue(CommonOptions.Json) ? Json.Write(report) + "\n" : Lines(report));
            return report.Healthy ? CommandLine.Done : CommandLine.NotWell;
        });
        return command;
    }

    private static Dictionary<string, PartHealth> NoAnswer(Uri address) =>
        new(StringComparer.Ordinal) { ["serve"] = new(null, $"nobody answers at {address}; start it with: linkwatch serve") };

    /// <summary>Null if no serve answers there.</summary>
    private static async Task<HealthReport?> AskAsync(Uri address, CancellationToken cancellationToken)
    {
#pragma warning disable RS0030 // Our own server is asked, not a page.
        using var web = new HttpClient(new SocketsHttpHandler { UseProxy = false }) { Timeout = Deadline };
#pragma warning restore RS0030
        try
        {
            using var answer = await web.GetAsync(address, cancellationToken);
            return Json.Read<HealthReport>(await answer.Content.ReadAsStringAsync(cancellationToken));
        }
        catch (Exception e) when (e is HttpRequestException or JsonException or TaskCanceledException
            && !cancellationToken.IsCancellationRequested)
        {
            return null;
        }
    }

    private static string Lines(HealthReport report) => report.Healthy
        ? "healthy\n"
        : string.Concat(report.Parts.Where(part => part.Value.Error is not null).Select(part => $"{part.Key}: {part.Value.Error}\n"));
}

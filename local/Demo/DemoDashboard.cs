using System.Net;
using LinkWatch.Local.Commands;
using LinkWatch.Local.Pipeline;
using LinkWatch.Local.Serving;
using LinkWatch.Local.Settings;

namespace LinkWatch.Local.Demo;

/// <summary>
/// Shows what the demo made in the dashboard until a key is pressed, and goes on checking the demo's web as <c>serve</c> does.
/// </summary>
internal static class DemoDashboard
{
    /// <param name="context">Where to say it.</param>
    /// <param name="settings">The demo's.</param>
    /// <param name="isOpened">Whether the browser opens it.</param>
    /// <param name="cancellationToken">Stops.</param>
    public static async Task ServeAsync(
        CommandContext context, LocalSettings settings, bool isOpened, CancellationToken cancellationToken)
    {
        using var storage = await OpenStorage.OpenAsync(settings, cancellationToken);
        await using var app = WebHost.Build(
            settings, storage, key: null, new IPEndPoint(IPAddress.Loopback, 0), builder =>
            {
                PipelineLog.ToStandardError(builder.Logging);
                builder.Services.AddPipelineWork();
            });
        await app.StartAsync(cancellationToken);
        var signIn = WebHost.SignInAt(app, new Uri(app.Urls.First()));
        await context.Io.Out.WriteLineAsync($"\nThe dashboard, signed in (once, within 15 minutes): {signIn}");
        await context.Io.Out.WriteLineAsync("Press any key to end the demo.");
        if (isOpened) Browser.Open(signIn, context.Environment);
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, app.Lifetime.ApplicationStopping);
        await KeyAsync(stop.Token);
        await app.StopAsync(CancellationToken.None);
    }

    /// <summary>Ctrl+C ends it as well as a key does.</summary>
    private static async Task KeyAsync(CancellationToken stop)
    {
        try
        {
            await Task.Run(() => Console.ReadKey(intercept: true), CancellationToken.None).WaitAsync(stop);
        }
        catch (OperationCanceledException)
        {
        }
    }
}

using System.CommandLine;
using LinkWatch.Local.Settings;
using LinkWatch.Storage;
using LinkWatch.Web.Dashboard.Serving;
using LinkWatch.Web.Dashboard.SigningIn;

namespace LinkWatch.Local.Commands;

/// <summary><c>sign-in</c>: prints an address that signs whoever opens it in to the dashboard of a running <c>serve</c>.</summary>
internal static class SignInCommand
{
    public static Command Create(CommandContext context)
    {
        var port = new Option<string?>("--port")
        {
            Description = $"The port of serve (default {ServeCommand.DefaultPort}), if there is no public address.",
            HelpName = "PORT"
        };
        var command = new Command("sign-in", "Prints an address that opens the dashboard of serve, signed in, once.")
        {
            port, CommonOptions.Data, CommonOptions.Storage
        };
        command.SetAction(async (parsed, cancellationToken) =>
        {
            var settings = context.Settings(parsed);
            var number = parsed.GetValue(port) is { } text ? CommonOptions.Number(port, text, 1, 65_535) : ServeCommand.DefaultPort;
            await using var pipeline = await context.OpenAsync(parsed, cancellationToken);
            var tokens = new SignedTokens(SigningKeyFile.Of(settings), pipeline.Get<TimeProvider>());
            var links = new SignInLinks(tokens, pipeline.Get<ISignInStore>(), new DashboardOptions(), pipeline.Get<TimeProvider>());
            var root = settings.PublicUrl ?? new Uri($"http://127.0.0.1:{number}");
            await context.Io.Out.WriteLineAsync(links.For(root, new Visitor(Visitor.ThisComputer, IsOperator: true)).AbsoluteUri);
            return CommandLine.Done;
        });
        return command;
    }
}

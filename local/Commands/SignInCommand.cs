using System.CommandLine;
using LinkWatch.Local.Serving;
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
        var command = new Command("sign-in", "Prints an address that opens the dashboard of serve, signed in, once.")
        {
            CommonOptions.Data, CommonOptions.Storage
        };
        command.SetAction(async (parsed, cancellationToken) =>
        {
            var settings = context.Settings(parsed);
            if ((settings.PublicUrl ?? ServeAddress.Find(settings.DataFolder)) is not { } root)
            {
                await context.Io.Error.WriteLineAsync($"linkwatch: serve doesn't run on {settings.DataFolder}; linkwatch serve starts "
                    + "it, and prints an address that signs you in");
                return CommandLine.NotWell;
            }

            await using var pipeline = await context.OpenAsync(parsed, cancellationToken);
            var tokens = new SignedTokens(SigningKeyFile.Of(settings), pipeline.Get<TimeProvider>());
            var links = new SignInLinks(tokens, pipeline.Get<ISignInStore>(), new DashboardOptions(), pipeline.Get<TimeProvider>());
            await context.Io.Out.WriteLineAsync(links.For(root, new Visitor(Visitor.ThisComputer, IsOperator: true)).AbsoluteUri);
            return CommandLine.Done;
        });
        return command;
    }
}

using System.CommandLine;
using LinkWatch.Reporting;

namespace LinkWatch.Local.Commands;

/// <summary><c>robots</c>: tests URLs against a robots.txt file.</summary>
internal static class RobotsCommand
{
    public static Command Create(CommandContext context)
    {
        var file = new Option<string>("--file") { Description = "The robots.txt file.", HelpName = "FILE", Required = true };
        var agent = new Option<string>("--agent")
        {
            Description = "The agent's product token, such as Googlebot.",
            HelpName = "NAME",
            Required = true
        };
        var urls = new Argument<string[]>("URL") { Description = "The pages.", Arity = ArgumentArity.OneOrMore };
        var command = new Command("robots", "Says for each URL whether a robots.txt allows an agent.") { file, agent, urls };
        command.SetAction(async (parsed, cancellationToken) =>
        {
            await using var stream = InputFile.Open(parsed.GetRequiredValue(file));
            using var bytes = new MemoryStream();
            await stream.CopyToAsync(bytes, cancellationToken);
            foreach (var answer in RobotsLines.For(bytes.ToArray(), parsed.GetRequiredValue(agent), parsed.GetRequiredValue(urls)))
            {
                await context.Io.Out.WriteLineAsync(answer.ToString());
            }

            return CommandLine.Done;
        });
        return command;
    }
}

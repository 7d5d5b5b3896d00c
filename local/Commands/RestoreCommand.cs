using System.CommandLine;
using LinkWatch.Local.Backups;

namespace LinkWatch.Local.Commands;

/// <summary><c>restore</c>: fills a new data folder from a backup.</summary>
internal static class RestoreCommand
{
    public static Command Create(CommandContext context)
    {
        var file = new Argument<string>("FILE") { Description = "What backup wrote." };
        var command = new Command("restore", "Fills a new data folder from a backup.") { file, CommonOptions.Data };
        command.SetAction(async (parsed, cancellationToken) =>
        {
            var folder = BackupCommand.FolderOf(context, parsed);
            var path = parsed.GetRequiredValue(file);
            BackupFile.Restore(path, folder);
            await context.Io.Out.WriteLineAsync(
                $"Restored {path} to {folder}. Don't run the original beside it: both would check the links and send alerts.");
            return CommandLine.Done;
        });
        return command;
    }
}

using System.CommandLine;
using System.Globalization;
using LinkWatch.Local.Backups;

namespace LinkWatch.Local.Commands;

/// <summary><c>backup</c>: copies the data folder into one file, while <c>serve</c> runs.</summary>
internal static class BackupCommand
{
    public static Command Create(CommandContext context)
    {
        var file = new Argument<string>("FILE") { Description = "The file to write." };
        var force = new Option<bool>("--force") { Description = "Replaces FILE if it exists." };
        var command = new Command("backup", "Copies the database and the keys into one file, also while serve runs.")
        {
            file, force, CommonOptions.Data
        };
        command.SetAction(async (parsed, cancellationToken) =>
        {
            var folder = FolderOf(context, parsed);
            var path = parsed.GetRequiredValue(file);
            var size = BackupFile.Write(folder, path, parsed.GetValue(force), cancellationToken);
            await context.Io.Out.WriteLineAsync(string.Create(
                CultureInfo.InvariantCulture,
                $"Backed up {folder} to {path} ({size / 1e3:N0} KB). Keep the file as safe as your data: it has the keys in it."));
            return CommandLine.Done;
        });
        return command;
    }

    /// <exception cref="UsageException">The settings name a storage account instead.</exception>
    internal static string FolderOf(CommandContext context, ParseResult parsed) => context.Settings(parsed) is { Storage: null } settings
        ? settings.DataFolder
        : throw new UsageException("LINKWATCH_STORAGE is set, and only a data folder can be backed up and restored: unset it");
}

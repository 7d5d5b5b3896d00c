using System.CommandLine;
using System.Globalization;
using LinkWatch.Links;
using LinkWatch.Local.Ranks;
using LinkWatch.Ranking;
using Spectre.Console;

namespace LinkWatch.Local.Commands;

/// <summary><c>ranks import|list|show|remove</c>: lists that say how a domain ranks among all.</summary>
internal static class RanksCommand
{
    /// <summary>The names of the kinds, as they are typed.</summary>
    public static string KindNames { get; } = string.Join(", ", RankKinds.All.Select(RankKinds.Name));

    public static Command Create(CommandContext context) => new("ranks", "Imports rank lists of domains, and looks domains up in them.")
    {
        RanksImportCommand.Create(context),
        List(context),
        RanksShowCommand.Create(context),
        Remove(context),
    };

    public static RankFolder FolderOf(CommandContext context, ParseResult parsed) => new(context.Settings(parsed).DataFolder);

    /// <exception cref="UsageException">There is no such kind.</exception>
    public static RankKind KindOf(string text, string argument) =>
        RankKinds.Find(text) ?? throw new UsageException($"{argument}: '{text}' is none of {KindNames}");

    public static string Number(long number) => number.ToString("N0", CultureInfo.InvariantCulture);

    /// <summary>Opens the lists that can be read; the others are reported on standard error.</summary>
    /// <returns>The lists, which the caller disposes, and whether all could be read.</returns>
    public static async Task<(List<OpenRankFile> Files, bool AreAll)> OpenAsync(
        CommandIo io, RankFolder folder, CancellationToken cancellationToken)
    {
        var (files, areAll) = (new List<OpenRankFile>(), true);
        foreach (var path in folder.Kinds.Select(folder.FileOf))
        {
            try
            {
                files.Add(await OpenRankFile.OpenAsync(path, cancellationToken));
            }
            catch (RankListException e)
            {
                areAll = false;
                await io.Error.WriteLineAsync($"linkwatch: {path}: {e.Message}");
            }
        }

        return (files, areAll);
    }

    private static Command List(CommandContext context)
    {
        var command = new Command("list", "Lists the rank lists that were imported.") { CommonOptions.Data, CommonOptions.Json };
        command.SetAction(async (parsed, cancellationToken) =>
        {
            var (files, areAll) = await OpenAsync(context.Io, FolderOf(context, parsed), cancellationToken);
            if (parsed.GetValue(CommonOptions.Json))
            {
                foreach (var file in files) await context.Io.Out.WriteLineAsync(Json.Write(ListReport.Of(file)));
            }
            else
            {
                Show(new Terminal(context.Io), files);
            }

            files.ForEach(file => file.Dispose());
            return areAll ? CommandLine.Done : CommandLine.NotWell;
        });
        return command;
    }

    private static void Show(Terminal terminal, List<OpenRankFile> files)
    {
        var table = Terminal.Table("list", "release", "domains", "imported", "MB");
        foreach (var file in files)
        {
            var header = file.File.Header;
            table.AddRow(
                header.Kind.Name(),
                Terminal.Escape(header.Release),
                Number(header.Domains),
                $"{header.ImportedAt:yyyy-MM-dd}",
                (file.Bytes / 1e6).ToString("N1", CultureInfo.InvariantCulture));
        }

        if (files.Count > 0) terminal.Write(table);
        else terminal.Text("There is no rank list yet. Download one (Common Crawl's domain ranks, Tranco, Majestic Million or Open PageRank) "
            + "and type: linkwatch ranks import FILE");
    }

    private static Command Remove(CommandContext context)
    {
        var kind = new Argument<string>("KIND") { Description = $"The list: {KindNames}." };
        var command = new Command("remove", "Removes a rank list.") { kind, CommonOptions.Data };
        command.SetAction(async (parsed, _) =>
        {
            var which = KindOf(parsed.GetRequiredValue(kind), kind.Name);
            if (!FolderOf(context, parsed).Remove(which))
            {
                await context.Io.Error.WriteLineAsync($"linkwatch: there is no list of {which.Title()}");
                return CommandLine.NotWell;
            }

            await context.Io.Out.WriteLineAsync($"Removed the list of {which.Title()}.");
            return CommandLine.Done;
        });
        return command;
    }

    /// <summary>What --json says of a list.</summary>
    private sealed record ListReport(string List, string Release, long Domains, long Entries, DateTimeOffset Imported, long Bytes)
    {
        public static ListReport Of(OpenRankFile file)
        {
            var header = file.File.Header;
            return new ListReport(
                header.Kind.Name(), header.Release, header.Domains, header.Entries, header.ImportedAt, file.Bytes);
        }
    }
}

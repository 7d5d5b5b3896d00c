using System.CommandLine;
using System.Globalization;
using System.Text;
using LinkWatch.Links;
using LinkWatch.Local.Ranks;
using LinkWatch.Ranking;

namespace LinkWatch.Local.Commands;

/// <summary><c>ranks import</c>: makes of a rank list a file that answers for its domains.</summary>
internal static class RanksImportCommand
{
    private const int Megabyte = 1_000_000;

    public static Command Create(CommandContext context)
    {
        var file = new Argument<string>("FILE") { Description = "The list as it was downloaded: plain, gzip, or alone in a zip archive." };
        var kind = new Option<string?>("--kind")
        {
            Description = $"Whose list it is ({RanksCommand.KindNames}); by default, it is recognised by its first line.",
            HelpName = "KIND",
        };
        var release = new Option<string?>("--release") { Description = "Its release; by default, the file's name.", HelpName = "NAME" };
        var command = new Command("import", "Imports a rank list in place of the one of its kind.")
        {
            file, kind, release, CommonOptions.Data
        };
        command.SetAction(async (parsed, cancellationToken) =>
        {
            var path = parsed.GetRequiredValue(file);
            var name = parsed.GetValue(release)?.Trim() ?? NameOf(path);
            if (Encoding.UTF8.GetByteCount(name) is 0 or > RankHeader.MaxRelease)
                throw new UsageException($"--release: name it, in at most {RankHeader.MaxRelease} bytes");
            var wanted = parsed.GetValue(kind) is { } text ? RanksCommand.KindOf(text, kind.Name) : (RankKind?)null;
            var folder = RanksCommand.FolderOf(context, parsed);
            await using var stream = InputFile.Open(path);
            await ImportAsync(context.Io, folder, stream, wanted, name, path, cancellationToken);
            return CommandLine.Done;
        });
        return command;
    }

    private static async Task ImportAsync(
        CommandIo io, RankFolder folder, FileStream stream, RankKind? kind, string release, string path,
        CancellationToken cancellationToken)
    {
        RankImport done;
        PageProgress? sorting = null;
        try
        {
            using var reading = new PageProgress(io, "Reading MB", stream.CanSeek ? (int)(stream.Length / Megabyte) : null);
            var progress = new RankProgress(
                bytes => reading.Report((int)(bytes / Megabyte)), () => sorting = new PageProgress(io, "Sorting", RankSorter.Parts));
            done = await folder.ImportAsync(stream, kind, release, io.Time.GetUtcNow(), progress, cancellationToken);
        }
        catch (RankListException e)
        {
            throw new UsageException($"{path}: {e.Message}", e);
        }
        finally
        {
            sorting?.Dispose();
        }

        Show(new Terminal(io), done);
    }

    private static void Show(Terminal terminal, RankImport done)
    {
        var (reading, header) = (done.Reading, done.Header);
        terminal.Text($"Imported {Counted.Of(header.Entries, "domain")} of {header.Kind.Title()}, release {header.Release}.");
        if (reading.Domains - header.Entries is > 0 and var again)
            terminal.Text($"{Counted.Of(again, "line names", "lines name")} a domain again: its best position counts.");

        if (reading.Malformed == 0) return;
        var numbers = string.Join(", ", reading.FirstMalformed.Select(line => line.ToString(CultureInfo.InvariantCulture)));
        var more = reading.Malformed - reading.FirstMalformed.Count;
        var lines = reading.Malformed == 1 ? "line" : "lines";
        terminal.Text(
            $"Skipped {Counted.Of(reading.Malformed, "line")} without a position and a domain: {lines} {numbers}"
                + (more > 0 ? $" and {RanksCommand.Number(more)} more." : "."));
    }

    /// <summary>The file's name without what says how it is packed.</summary>
    private static string NameOf(string path)
    {
        var name = Path.GetFileName(path);
        foreach (var ending in (string[])[".gz", ".zip", ".csv", ".txt"])
            if (name.EndsWith(ending, StringComparison.OrdinalIgnoreCase) && name.Length > ending.Length) name = name[..^ending.Length];
        return name;
    }
}

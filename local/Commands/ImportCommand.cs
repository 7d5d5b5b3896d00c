using System.CommandLine;
using LinkWatch.Fetching;
using LinkWatch.Importing;
using LinkWatch.Links;
using LinkWatch.Sites;

namespace LinkWatch.Local.Commands;

/// <summary>
/// <c>import</c>: adds the links of a file to a site. The file is read through first, so that whatever refuses it changes nothing; invalid
/// rows are skipped and reported by number.
/// </summary>
internal sealed class ImportCommand(CommandContext context)
{
    private readonly Argument<string> file = new("FILE")
    {
        Description = "CSV, TSV or one URL per line; - reads standard input. Exports of other tools are recognised by their header.",
    };

    private readonly Option<string[]> column = new("--column")
    {
        Description = "What a column is whose name is not known, such as target=\"Link to\". Repeatable.",
        HelpName = "FIELD=NAME",
    };

    private readonly Option<bool> foreign = new("--allow-foreign-target")
    {
        Description = "Accepts targets that are not on the site's domains.",
    };

    private readonly Option<string?> bad = new("--bad")
    {
        Description = "Writes the invalid rows to a new file, each with its problem.",
        HelpName = "FILE",
    };

    private readonly Option<bool> dryRun = new("--dry-run") { Description = "Says what an import would find, and changes nothing." };

    public static Command Create(CommandContext context) => new ImportCommand(context).Create();

    private Command Create()
    {
        var command = new Command("import", "Adds the links of a file to a site.")
        {
            file, CommonOptions.Site, column, foreign, bad, dryRun, CommonOptions.AllowAddress, CommonOptions.Data, CommonOptions.Storage,
            CommonOptions.Interval
        };
        command.SetAction(RunAsync);
        return command;
    }

    private async Task<int> RunAsync(ParseResult parsed, CancellationToken cancellationToken)
    {
        var path = parsed.GetRequiredValue(file);
        var name = InputFile.NameOf(path);
        var choices = (parsed.GetValue(column) ?? []).Select(ChoiceOf).ToList();
        var settings = context.Settings(parsed);
        await using var stream = await InputFile.OpenToRereadAsync(path, context.Io, cancellationToken);
        await using var pipeline = await context.OpenAsync(settings, more: null, cancellationToken);
        var owner = await pipeline.SiteAsync(parsed.GetRequiredValue(CommonOptions.Site), cancellationToken);
        var (shape, options) = await ShapeAsync(
            stream, path, new ImportOptions(owner.DefaultTarget())
            {
                Columns = choices,
                Addresses = new AddressRules(settings.AllowedAddresses),
            }, cancellationToken);

        var survey = new ImportSurvey(owner, parsed.GetValue(bad) is null ? BadRows.MaxReported : int.MaxValue);
        using (var progress = new PageProgress(context.Io, "Reading rows"))
            await survey.ReadAsync(stream, options, progress, cancellationToken);
        stream.Position = 0;
        if (survey.Refusal is { } refusal) throw new UsageException($"{name}: {refusal}");
        if (parsed.GetValue(bad) is { } badFile && survey.InvalidRows > 0)
            await BadRowsFile.WriteAsync(badFile, shape.Header, survey.Invalid, cancellationToken);
        await ReportAsync(parsed, name, owner, shape, survey);
        if (parsed.GetValue(dryRun))
            await context.Io.Out.WriteLineAsync("Dry run: nothing was imported.");
        else if (await AddAsync(pipeline, owner, stream, options, survey, name, cancellationToken) > 0)
            return CommandLine.NotWell;
        return survey.InvalidRows == 0 ? CommandLine.Done : CommandLine.NotWell;
    }

    /// <summary>How the file's columns are read, after asking what must be asked.</summary>
    private async Task<(ImportShape Shape, ImportOptions Options)> ShapeAsync(
        Stream stream, string path, ImportOptions options, CancellationToken cancellationToken)
    {
        while (true)
        {
            var shape = await ImportReader.ReadShapeAsync(stream, options, cancellationToken);
            stream.Position = 0;
            if (shape.Refusal is null) return (shape, options);
            var canAsk = context.Io.IsInteractive && path != InputFile.StandardInput;
            if (shape.Unknown is { } unknown && canAsk && await ColumnQuestion.AskAsync(context.Io, unknown, options) is { } answered)
            {
                options = answered;
                continue;
            }

            var hint = shape.Unknown is { } column
                ? $", or use {ImportWords.OptionOf(column.Guess, column.Header)} ({ColumnChoice.Note}=… if it is only a note)"
                : "";
            throw new UsageException($"{InputFile.NameOf(path)}: {shape.Refusal}{hint}");
        }
    }

    /// <exception cref="UsageException">Nothing of the file can be used, or it is not this site's.</exception>
    private async Task ReportAsync(ParseResult parsed, string name, Site owner, ImportShape shape, ImportSurvey survey)
    {
        var rows = new BadRows(context.Io, name);
        if (survey.Links > 0) await rows.ReportAsync();
        var mayBeForeign = parsed.GetValue(foreign);
        if (survey.IsAllForeign && !mayBeForeign)
            throw new UsageException($"{name}: no target is on {string.Join(" or ", owner.Domains)} (row {survey.FirstForeign!.Number}: "
                + $"{ImportProblem.Quote(survey.FirstForeign.Target)}): swap the columns, name the right --site, or use "
                + "--allow-foreign-target");
        if (survey.Links > 0)
        {
            var terminal = new Terminal(context.Io);
            terminal.Text($"{name}: {ImportWords.Rows(survey, owner)}");
            terminal.Text(ImportWords.Columns(shape));
        }

        foreach (var row in survey.Invalid.Take(BadRows.MaxReported)) await rows.AddAsync(row);
        rows.AddUnnamed(survey.InvalidRows - rows.Count);
        if (survey.Links == 0) throw rows.NoneUsed();
        var all = parsed.GetValue(bad);
        await rows.EndAsync(all is null ? "; --bad FILE writes all of them to a file" : $"; all of them are in {all}");
        foreach (var warning in ImportWords.Warnings(shape, survey, owner, mayBeForeign))
            await context.Io.Error.WriteLineAsync($"{name}: {warning}");
    }

    /// <summary>Adds the links; returns how many did not fit on their pages.</summary>
    private async Task<int> AddAsync(
        OpenPipeline pipeline, Site owner, Stream stream, ImportOptions options, ImportSurvey survey, string name,
        CancellationToken cancellationToken)
    {
        using var progress = new PageProgress(context.Io, "Importing", survey.Links);
        // Gives back what the survey took.
        GC.Collect(GC.MaxGeneration, GCCollectionMode.Aggressive, blocking: true, compacting: true);
        var targets = new TargetCounts(owner.Id);
        var links = ImportReader.ReadAsync(stream, options, cancellationToken)
            .Where(row => row.Kind == ImportRowKind.Link).Select(row => row.Backlink!).Select(link =>
            {
                targets.Add(link);
                return link;
            });
        try
        {
            var outcome = await pipeline.Get<LinkTracker>().AddAsync(
                owner, links, survey.Links, Path.GetFileName(name), new PortionProgress(progress), cancellationToken);
            await pipeline.Get<TargetWatch>().BeginAsync(owner.Id, targets, cancellationToken);
            progress.Dispose();
            foreach (var link in outcome.Refused)
                await context.Io.Error.WriteLineAsync($"{name}: {link.Source.Href}: {PageLoad.Problem}");
            var skipped = survey.InvalidRows + outcome.Refused.Count;
            var left = skipped + survey.Duplicates == 0 ? ""
                : $" Skipped: {Counted.Of(skipped, "invalid row")}, {Counted.Of(survey.Duplicates, "duplicate")}.";
            new Terminal(context.Io).Text($"Imported {Counted.Of(outcome.Added, "new link")} into site {owner.Id}; "
                + $"{outcome.Changed} changed, {outcome.Unchanged} unchanged.{left}");
            return outcome.Refused.Count;
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            progress.Dispose();
            await context.Io.Error.WriteLineAsync($"linkwatch: stopped. {progress.Last} of {Counted.Of(survey.Links, "link")} are imported "
                + "and kept, perhaps more; import the file again to add the rest.");
            throw;
        }
    }

    /// <summary>
    /// Between two portions little more than the next one, which is read ahead, is in use, and a collection takes milliseconds. Without it,
    /// what each portion promoted adds up to a peak of 280 MB.
    /// </summary>
    private sealed class PortionProgress(IProgress<int> progress) : IProgress<int>
    {
        public void Report(int done)
        {
            progress.Report(done);
            GC.Collect();
        }
    }

    private static ColumnChoice ChoiceOf(string text)
    {
        var at = text.IndexOf('=', StringComparison.Ordinal);
        return (at > 0 ? ColumnChoice.Of(text[..at].Trim(), text[(at + 1)..]) : null)
            ?? throw new UsageException($"--column: '{text}' is not FIELD=NAME, such as target=\"Link to\", where FIELD is one of "
                + string.Join(", ", ColumnChoice.Fields));
    }
}

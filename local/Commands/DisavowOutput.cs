using LinkWatch.Links;
using LinkWatch.Review;

namespace LinkWatch.Local.Commands;

/// <summary>Writes a disavow file, and says what is in it.</summary>
/// <param name="io">Output.</param>
/// <param name="path">The file; null for standard output, where the words go to standard error.</param>
/// <param name="isJson">Whether to report as JSON.</param>
internal sealed class DisavowOutput(CommandIo io, string? path, bool isJson)
{
    public async Task<int> WriteAsync(
        string site, DisavowFile file, DisavowPlan plan, DisavowReason? reason, IReadOnlyList<DisavowLine> invalid,
        CancellationToken cancellationToken)
    {
        if (file.Bytes.Length == 0)
        {
            await io.Error.WriteLineAsync("linkwatch: there is nothing to disavow: nothing is written");
            return CommandLine.NotWell;
        }

        await WriteAsync(file, cancellationToken);
        if (isJson) await io.Out.WriteLineAsync(Json.Write(Report(site, file, plan, reason, invalid)));
        else Show(site, file, plan, invalid);
        return invalid.Count + plan.Refused.Count == 0 ? CommandLine.Done : CommandLine.NotWell;
    }

    private async Task WriteAsync(DisavowFile file, CancellationToken cancellationToken)
    {
        if (path is null)
        {
            await io.OutBytes.WriteAsync(file.Bytes, cancellationToken);
            await io.OutBytes.FlushAsync(cancellationToken);
            return;
        }

        // A file cut short would, uploaded, disavow less than before.
        var partial = path + ".partial";
        await File.WriteAllBytesAsync(partial, file.Bytes, cancellationToken);
        File.Move(partial, path, overwrite: true);
    }

    private void Show(string site, DisavowFile file, DisavowPlan plan, IReadOnlyList<DisavowLine> invalid)
    {
        var terminal = new Terminal(path is null ? io with { Out = io.Error, IsColoured = false } : io);
        if (path is not null || plan.Entries.Count > 0)
            terminal.Text(
                $"Wrote {(path is null ? "the file" : Terminal.Url(path))}: {Counted.Of(file.Lines.Count, "line")}, "
                + $"{Counted.Of(plan.Entries.Count, "entry", "entries")} added, {plan.AlreadyCovered} covered already.");
        DisavowCommand.List(terminal, "Left out", plan.Refused.Select(refusal => $"{refusal.Entry.Text}: {refusal.Reason}"));
        DisavowCommand.List(terminal, "Skipped in the file to add", invalid.Select(line => $"line {line.Number}: {line.Problem}"));
        if (plan.Entries.Count == 0) return;
        terminal.Text(DisavowAdvice.Warning);
        terminal.Text(
            $"Nothing was sent. Upload it at {DisavowAdvice.Upload}, where it replaces the file before; then keep it: "
            + $"linkwatch disavow import {(path is null ? "FILE" : Terminal.Url(path))} --site {site}");
    }

    private DisavowExportReport Report(
        string site, DisavowFile file, DisavowPlan plan, DisavowReason? reason, IReadOnlyList<DisavowLine> invalid) =>
        new(
            site, path!, file.Lines.Count, file.Bytes.Length, plan.Entries.Count == 0 ? null : reason, plan.AlreadyCovered,
            [.. plan.Entries.Select(entry => new DisavowAddedReport(entry.Text, plan.LinksOf(entry), plan.FollowedOf(entry)))],
            [.. plan.Refused.Select(refusal => new DisavowRefusalReport(refusal.Entry.Text, refusal.Reason))],
            [.. invalid.Select(DisavowProblemReport.Of)]);
}

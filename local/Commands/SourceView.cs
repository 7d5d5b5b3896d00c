using LinkWatch.Discovery.Sources;
using LinkWatch.Importing;
using LinkWatch.Links;

namespace LinkWatch.Local.Commands;

/// <summary>What was read of a file, in words.</summary>
internal static class SourceView
{
    public static void Show(Terminal terminal, SourceFile file)
    {
        var count = file.Count;
        terminal.Text($"{Terminal.Plain(file.Name)}: {file.Source.Title}, recognised by {file.Source.By}. "
            + $"{Counted.Of(count.Lines, Unit(file.Source.Kind))} read, {RanksCommand.Number(count.Malformed)} malformed{Lines(count)}.");
        if (count.WithoutScheme > 0) terminal.Text("  ", ImportProblem.WithoutScheme(count.WithoutScheme));
        foreach (var problem in count.FirstMalformed.Where(problem => problem.Problem is not null))
            terminal.Text("  ", $"row {problem.Line}: {Terminal.Plain(problem.Problem)}");
        if (count.Damage is { } damage) terminal.Text("  ", $"Not read to the end: {Terminal.Plain(damage)}");
    }

    private static string Unit(SourceKind kind) => kind switch
    {
        SourceKind.Export => "row",
        SourceKind.Wat => "record",
        _ => "line",
    };

    private static string Lines(SourceCount count)
    {
        if (count.Malformed == 0) return "";
        var more = count.Malformed - count.FirstMalformed.Count;
        return " (" + string.Join(", ", count.FirstMalformed.Select(problem => RanksCommand.Number(problem.Line)))
            + (more > 0 ? $" and {RanksCommand.Number(more)} more" : "") + ")";
    }
}

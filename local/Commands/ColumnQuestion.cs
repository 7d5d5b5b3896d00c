using LinkWatch.Importing;

namespace LinkWatch.Local.Commands;

/// <summary>Asks at a terminal what a column is that holds addresses under a name that is not known.</summary>
internal static class ColumnQuestion
{
    /// <summary>The options with the answer; null if there was none.</summary>
    public static async Task<ImportOptions?> AskAsync(CommandIo io, UnknownColumn column, ImportOptions options)
    {
        await io.Error.WriteAsync(
            $"The column {ImportProblem.Quote(column.Header)} holds addresses, such as {ImportProblem.Quote(column.Example)}. "
            + $"Is it the (s)ource with the link, the (t)arget linked to, or a (n)ote? [{column.Guess}] ");
        var answer = (await io.In.ReadLineAsync())?.Trim().ToLowerInvariant();
        var field = answer switch
        {
            "" => column.Guess,
            "s" or "source" => "source",
            "t" or "target" => "target",
            "n" or "note" => ColumnChoice.Note,
            _ => null,
        };
        return field is not null && ColumnChoice.Of(field, column.Header) is { } choice
            ? options with { Columns = [.. options.Columns, choice] }
            : null;
    }
}

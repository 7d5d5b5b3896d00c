using LinkWatch.Importing;
using LinkWatch.Links;

namespace LinkWatch.Local.Commands;

/// <summary>
/// Reports the invalid rows of a file, each as soon as the file has proved to have a valid row too; a file without any valid row gets
/// one line instead.
/// </summary>
internal sealed class BadRows(CommandIo io, string path)
{
    public const int MaxReported = 20;

    private readonly List<string> held = [];
    private bool isAnyUsed;
    private string? first;

    public int Count { get; private set; }

    public async Task AddAsync(ImportRow row)
    {
        first ??= row.ToString();
        if (++Count > MaxReported) return;
        if (isAnyUsed) await io.Error.WriteLineAsync($"{path}: {row}");
        else held.Add(row.ToString());
    }

    /// <summary>Rows beyond those that are reported one by one.</summary>
    public void AddUnnamed(int rows) => Count += rows;

    /// <summary>A row is valid: writes the problems held back so far.</summary>
    public async Task ReportAsync()
    {
        if (isAnyUsed) return;
        isAnyUsed = true;
        foreach (var row in held) await io.Error.WriteLineAsync($"{path}: {row}");
    }

    public async Task EndAsync(string hint = "")
    {
        if (Count > MaxReported)
            await io.Error.WriteLineAsync($"{path}: and {Counted.Of(Count - MaxReported, "more invalid row", "more invalid rows")}{hint}");
    }

    public UsageException NoneUsed() => new($"{path}: no valid row{(first is null ? "" : $"; {first}")}");
}

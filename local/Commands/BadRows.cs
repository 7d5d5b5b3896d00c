using LinkWatch.Importing;

namespace LinkWatch.Local.Commands;

/// <summary>
/// Rows of a file that cannot be used. They are told one by one as soon as another row can be used; a file of which none can
/// gets one line instead.
/// </summary>
internal sealed class BadRows(CommandIo io, string path)
{
    private const int MaxReported = 20;
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

    /// <summary>A row of the file can be used: what was held back is told.</summary>
    public async Task ReportAsync()
    {
        if (isAnyUsed) return;
        isAnyUsed = true;
        foreach (var row in held) await io.Error.WriteLineAsync($"{path}: {row}");
    }

    public async Task EndAsync()
    {
        if (Count > MaxReported) await io.Error.WriteLineAsync($"{path}: and {Count - MaxReported} more bad rows");
    }

    public UsageException NoneUsed() => new($"{path}: no row of it can be used{(first is null ? "" : $"; {first}")}");
}

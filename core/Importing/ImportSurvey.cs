using LinkWatch.Links;

namespace LinkWatch.Importing;

/// <summary>What a file of links holds, read through before anything is stored.</summary>
/// <param name="site">Whose links they are.</param>
/// <param name="maxInvalid">How many invalid rows are kept; memory grows with them.</param>
public sealed class ImportSurvey(Site site, int maxInvalid)
{
    private readonly List<ImportRow> invalid = [];

    /// <summary>What refuses the file; null if nothing does.</summary>
    public ImportRow? Refusal { get; private set; }

    /// <summary>The first invalid rows.</summary>
    public IReadOnlyList<ImportRow> Invalid => invalid;

    public int InvalidRows { get; private set; }

    public int Links { get; private set; }

    public int Duplicates { get; private set; }

    /// <summary>Links whose row names no target.</summary>
    public int WithoutTarget { get; private set; }

    /// <summary>Links of which an address is written without a scheme, and read as https://.</summary>
    public int WithoutScheme { get; private set; }

    public int Foreign { get; private set; }

    public ImportRow? FirstForeign { get; private set; }

    /// <summary>Links on the site's own pages.</summary>
    public int OnOwnPages { get; private set; }

    public ImportRow? FirstOnOwnPage { get; private set; }

    /// <summary>Not one target that is named is on the site: the columns may be swapped, or the site is the wrong one.</summary>
    public bool IsAllForeign => Foreign > 0 && Foreign == Links - WithoutTarget;

    public int Rows => Links + Duplicates + InvalidRows;

    /// <param name="file">The file.</param>
    /// <param name="options">How its columns are read.</param>
    /// <param name="progress">Receives the number of rows so far; null if nobody waits.</param>
    /// <param name="cancellationToken">Stops.</param>
    public async Task ReadAsync(Stream file, ImportOptions options, IProgress<int>? progress, CancellationToken cancellationToken)
    {
        await foreach (var row in ImportReader.ReadAsync(file, options, cancellationToken))
        {
            if (row.Kind == ImportRowKind.Refusal) Refusal = row;
            else if (row.Kind == ImportRowKind.Duplicate) Duplicates++;
            else if (row.Kind == ImportRowKind.Problem) AddInvalid(row);
            else Add(row);
            progress?.Report(Rows);
        }
    }

    private void AddInvalid(ImportRow row)
    {
        InvalidRows++;
        if (invalid.Count < maxInvalid) invalid.Add(row);
    }

    private void Add(ImportRow row)
    {
        Links++;
        if (row.LacksScheme) WithoutScheme++;
        if (row.Target.Length == 0)
        {
            WithoutTarget++;
        }
        else if (!site.Holds(row.Backlink!.Target.Url))
        {
            Foreign++;
            FirstForeign ??= row;
        }

        if (!site.Holds(row.Backlink!.Source)) return;
        OnOwnPages++;
        FirstOnOwnPage ??= row;
    }
}

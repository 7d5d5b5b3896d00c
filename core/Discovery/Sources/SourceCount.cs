using LinkWatch.Streams;

namespace LinkWatch.Discovery.Sources;

/// <summary>
/// What was read of a file: each line, record or row that isn't blank is counted once, and is used, of another kind, or malformed.
/// </summary>
public sealed class SourceCount
{
    /// <summary>How many malformed lines are named at most.</summary>
    public const int MaxNamed = 5;

    private readonly List<SourceProblem> firstMalformed = [];
    private long number;

    /// <summary>Lines, records or rows.</summary>
    public long Lines { get; private set; }

    /// <summary>Of these, those that hold nothing to read, such as directives, and pages without a link to the site.</summary>
    public long Others { get; private set; }

    /// <summary>Those that could not be read.</summary>
    public long Malformed { get; private set; }

    /// <summary>The first of these.</summary>
    public IReadOnlyList<SourceProblem> FirstMalformed => firstMalformed;

    /// <summary>Rows of a tool's export with an address that has no scheme: it is read as https://.</summary>
    public long WithoutScheme { get; internal set; }

    /// <summary>Why the file could not be read to its end; null if it could.</summary>
    public string? Damage { get; internal set; }

    /// <summary>Pages that were left out because there were too many.</summary>
    public long LeftOut { get; internal set; }

    /// <summary>Whether all of it was read.</summary>
    public bool IsWhole => Malformed == 0 && Damage is null;

    /// <summary>Reads a file line by line, and remembers what damage ends it.</summary>
    internal async Task ReadAsync(
        Stream file, ILineSink sink, int maxLength, Action? progress, CancellationToken cancellationToken)
    {
        try
        {
            await ByteLines.ReadAsync(file, sink, progress, cancellationToken, maxLength);
        }
        catch (InvalidDataException e)
        {
            Damage = e.Message;
        }
    }

    internal void Next(bool isBlank)
    {
        number++;
        if (!isBlank) Lines++;
    }

    /// <summary>Goes on at a row of its own number.</summary>
    internal void NextRow(long row)
    {
        number = row;
        Lines++;
    }

    internal void AddOther() => Others++;

    internal void AddMalformed(string? problem = null)
    {
        Malformed++;
        if (firstMalformed.Count < MaxNamed) firstMalformed.Add(new SourceProblem(number, problem));
    }
}

/// <summary>A line that could not be read.</summary>
/// <param name="Line">Its number, from 1, blank ones counted.</param>
/// <param name="Problem">What is wrong and what to do, in one line; null if it is just not of the file's form.</param>
public sealed record SourceProblem(long Line, string? Problem);

/// <summary>A file that cannot be used; the message says why, and what to do, in one line.</summary>
public sealed class SourceException(string message) : Exception(message);

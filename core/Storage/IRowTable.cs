namespace LinkWatch.Storage;

/// <summary>
/// Rows as text, each under a partition and a key: all that the stores need of what they lie on. Keys compare ordinally, and only writes
/// within one partition take effect together.
/// </summary>
public interface IRowTable
{
    /// <summary>Those of the requested rows that exist, in any order.</summary>
    Task<IReadOnlyList<RowText>> FindAsync(string partition, IReadOnlyList<string> keys, CancellationToken cancellationToken);

    /// <summary>Those of <paramref name="keys"/> that are there.</summary>
    Task<IReadOnlyList<string>> FindKeysAsync(string partition, IReadOnlyList<string> keys, CancellationToken cancellationToken);

    /// <summary>
    /// Rows whose keys are in [<paramref name="from"/>, <paramref name="end"/>), in order, at most <paramref name="max"/>. Entries of lists
    /// (<see cref="Keys.ListPrefix"/>), which are nothing but their keys, may be left out.
    /// </summary>
    Task<IReadOnlyList<RowText>> ListAsync(string partition, string from, string end, int max, CancellationToken cancellationToken);

    /// <summary>
    /// The keys alone in [<paramref name="from"/>, <paramref name="end"/>), in order, at most <paramref name="max"/>. The range
    /// lies among the entries of lists, or beside them, but not across: they may be kept elsewhere.
    /// </summary>
    Task<IReadOnlyList<string>> ListKeysAsync(string partition, string from, string end, int max, CancellationToken cancellationToken);

    /// <summary>
    /// Writes all or nothing: at least one write, at most <see cref="RowWrite.MaxPerCommit"/>, no key twice. The new versions in the order
    /// of the writes (empty for a delete); null if something was not as they expect. Versions never repeat.
    /// </summary>
    /// <exception cref="CommitTooLargeException">The rows are more than the store takes at once; it may have no such limit.</exception>
    Task<IReadOnlyList<string>?> CommitAsync(string partition, IReadOnlyList<TextWrite> writes, CancellationToken cancellationToken);

    /// <summary>
    /// Several commits, each by itself all or nothing, in any order and perhaps at once; what became of each, in their order. They are
    /// made text as they are written, perhaps more than once: the text of many links is much larger than their rows.
    /// </summary>
    Task<IReadOnlyList<CommitOutcome>> CommitAllAsync(
        string partition, IEnumerable<IReadOnlyList<TextWrite>> commits, CancellationToken cancellationToken);

    /// <summary>Removes every row of a partition; interrupted, it is done by doing it again.</summary>
    Task ClearAsync(string partition, CancellationToken cancellationToken);
}

/// <param name="Body">JSON.</param>
/// <param name="Version">What a conditional write must name.</param>
public readonly record struct RowText(string Body, string Version);

/// <summary>A <see cref="RowWrite"/> as text.</summary>
public readonly record struct TextWrite(RowWriteKind Kind, string Key, string? Body, string? Version);

/// <summary>
/// One write of a commit. A commit's writes are in one partition, name each row at most once, and are at most
/// <see cref="MaxPerCommit"/>; they take effect together or not at all.
/// </summary>
/// <param name="Kind">What to do.</param>
/// <param name="RowKey">Which row.</param>
/// <param name="Row">What to write; null for a delete.</param>
/// <param name="Version">The version that must still be there; null if the write does not depend on it.</param>
public sealed record RowWrite(RowWriteKind Kind, string RowKey, IRow? Row, string? Version)
{
    /// <summary>
    /// The limit of an entity-group transaction; it has one of size besides, which is met as <see cref="CommitTooLargeException"/>.
    /// </summary>
    public const int MaxPerCommit = 100;

    /// <summary>Writes a row that must not be there yet.</summary>
    public static RowWrite Insert(IRow row) => new(RowWriteKind.Insert, row.RowKey, row, null);

    /// <summary>Writes over the row that was read as <paramref name="version"/>.</summary>
    public static RowWrite Replace(IRow row, string version) => new(RowWriteKind.Replace, row.RowKey, row, version);

    /// <summary>Writes the row whatever is there.</summary>
    public static RowWrite Put(IRow row) => new(RowWriteKind.Put, row.RowKey, row, null);

    /// <summary>
    /// Removes the row that was read as <paramref name="version"/>; without one, whatever is there, and it must be there.
    /// </summary>
    public static RowWrite Delete(string rowKey, string? version = null) => new(RowWriteKind.Delete, rowKey, null, version);

    /// <summary>Holds a commit against the limits of its store.</summary>
    /// <exception cref="ArgumentException">More than <paramref name="max"/> writes, or a row named twice.</exception>
    public static void Check(IReadOnlyList<RowWrite> writes, int max)
    {
        if (writes.Count > max)
            throw new ArgumentException($"{writes.Count} writes in a commit, at most {max}", nameof(writes));
        var keys = new HashSet<string>(writes.Count, StringComparer.Ordinal);
        foreach (var write in writes)
        {
            if (!keys.Add(write.RowKey)) throw new ArgumentException($"{write.RowKey} is named twice in a commit", nameof(writes));
        }
    }
}

/// <summary>What became of one of several commits.</summary>
public enum CommitOutcome
{
    Written,

    /// <summary>Something was not as the writes expect: nothing was written.</summary>
    Overtaken,

    /// <summary>More than the store takes at once: nothing was written.</summary>
    TooLarge,
}

public enum RowWriteKind
{
    Insert,
    Replace,
    Put,
    Delete,
}

/// <summary>Something stored under a key of its own within its partition.</summary>
public interface IRow
{
    /// <summary>Ordinal order is meaning: see <see cref="Keys"/>.</summary>
    string RowKey { get; }
}

/// <summary>A row as it was read, with the version that a conditional write must name.</summary>
public sealed record Stored<TRow>(TRow Row, string Version);

/// <summary>One portion of a listing, and where to go on; <see cref="Next"/> is null at the end.</summary>
public sealed record Portion<TRow>(IReadOnlyList<Stored<TRow>> Rows, string? Next);

/// <summary>
/// A commit, or one row of it, holds more than the store takes at once; nothing was written. Writes that do not belong together can be
/// made in parts.
/// </summary>
public sealed class CommitTooLargeException(string message, Exception? inner = null) : Exception(message, inner);

/// <summary>
/// The storage cannot be reached, or refuses us: no fault of what was asked. What was in work comes again. The message is one line for
/// whoever runs LinkWatch.
/// </summary>
public class StorageException(string message, Exception? inner = null) : Exception(message, inner);

namespace LinkWatch.Storage;

/// <summary>
/// One write of a commit. A commit's writes lie in one partition, name each row at most once, and are at most
/// <see cref="MaxPerCommit"/>; they take effect together or not at all.
/// </summary>
/// <param name="Kind">What to do.</param>
/// <param name="RowKey">Which row.</param>
/// <param name="Row">What to write; null for a delete.</param>
/// <param name="Version">The version that must still be there; null where the write does not depend on it.</param>
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

    /// <summary>Holds a commit against the limits that every store has.</summary>
    /// <exception cref="ArgumentException">More than <see cref="MaxPerCommit"/> writes, or a row named twice.</exception>
    public static void Check(IReadOnlyList<RowWrite> writes)
    {
        if (writes.Count > MaxPerCommit)
            throw new ArgumentException($"{writes.Count} writes in a commit, at most {MaxPerCommit}", nameof(writes));
        var keys = new HashSet<string>(writes.Count, StringComparer.Ordinal);
        foreach (var write in writes)
        {
            if (!keys.Add(write.RowKey)) throw new ArgumentException($"{write.RowKey} is named twice in a commit", nameof(writes));
        }
    }
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

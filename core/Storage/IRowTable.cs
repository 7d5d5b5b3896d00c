namespace LinkWatch.Storage;

/// <summary>
/// Rows as text, each under a partition and a key: all that the stores need of what they lie on. Keys compare ordinally, and only writes
/// within one partition take effect together.
/// </summary>
public interface IRowTable
{
    /// <summary>The rows that are there, of those asked for, in any order.</summary>
    Task<IReadOnlyList<RowText>> FindAsync(string partition, IReadOnlyList<string> keys, CancellationToken cancellationToken);

    /// <summary>Those of <paramref name="keys"/> that are there.</summary>
    Task<IReadOnlyList<string>> FindKeysAsync(string partition, IReadOnlyList<string> keys, CancellationToken cancellationToken);

    /// <summary>
    /// Rows whose keys lie in [<paramref name="from"/>, <paramref name="end"/>), in order, at most <paramref name="max"/>.
    /// </summary>
    Task<IReadOnlyList<RowText>> ListAsync(string partition, string from, string end, int max, CancellationToken cancellationToken);

    /// <summary>
    /// Writes all or nothing: at least one write, at most <see cref="RowWrite.MaxPerCommit"/>, no key twice. The new versions in the order
    /// of the writes (empty for a delete); null where something was not as they expect. Versions never repeat.
    /// </summary>
    /// <exception cref="CommitTooLargeException">The rows are more than the store takes at once; it may have no such limit.</exception>
    Task<IReadOnlyList<string>?> CommitAsync(string partition, IReadOnlyList<TextWrite> writes, CancellationToken cancellationToken);

    /// <summary>Removes every row of a partition; interrupted, it is done by doing it again.</summary>
    Task ClearAsync(string partition, CancellationToken cancellationToken);
}

/// <param name="Body">JSON.</param>
/// <param name="Version">What a conditional write must name.</param>
public readonly record struct RowText(string Body, string Version);

/// <summary>A <see cref="RowWrite"/> as text.</summary>
public readonly record struct TextWrite(RowWriteKind Kind, string Key, string? Body, string? Version);

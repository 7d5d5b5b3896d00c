namespace LinkWatch.Storage;

/// <summary>Walls: one partition.</summary>
public sealed class SharedReplacementStore(IRowTable table) : ISharedReplacementStore
{
    private readonly Rows<SharedReplacementRow> rows = new(table);

    public Task<IReadOnlyList<Stored<SharedReplacementRow>>> FindAsync(
        IReadOnlyList<string> rowKeys, CancellationToken cancellationToken) =>
        rows.FindAllAsync<SharedReplacementRow>(Partitions.SharedReplacements, rowKeys, cancellationToken);

    public Task<Portion<SharedReplacementRow>> ListAsync(string? after, int max, CancellationToken cancellationToken) =>
        rows.ListPortionAsync<SharedReplacementRow>(
            Partitions.SharedReplacements, Keys.SharedReplacementPrefix, after, max, cancellationToken);

    public Task<IReadOnlyList<string>?> CommitAsync(IReadOnlyList<RowWrite> writes, CancellationToken cancellationToken) =>
        rows.CommitAsync(Partitions.SharedReplacements, writes, cancellationToken);
}

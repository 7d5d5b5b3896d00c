namespace LinkWatch.Storage;

/// <summary>Walls: one partition.</summary>
public sealed class WallStore(IRowTable table) : IWallStore
{
    private readonly Rows<WallRow> rows = new(table);

    public Task<IReadOnlyList<Stored<WallRow>>> FindAsync(IReadOnlyList<string> rowKeys, CancellationToken cancellationToken) =>
        rows.FindAllAsync<WallRow>(Partitions.Walls, rowKeys, cancellationToken);

    public Task<Portion<WallRow>> ListAsync(string? after, int most, CancellationToken cancellationToken) =>
        rows.ListPortionAsync<WallRow>(Partitions.Walls, Keys.WallPrefix, after, most, cancellationToken);

    public Task<IReadOnlyList<string>?> CommitAsync(IReadOnlyList<RowWrite> writes, CancellationToken cancellationToken) =>
        rows.CommitAsync(Partitions.Walls, writes, cancellationToken);
}

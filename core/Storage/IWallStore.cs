namespace LinkWatch.Storage;

/// <summary>What took the place of pages, on which hosts: one partition. A store needs to find rows by key and to write one.</summary>
public interface IWallStore
{
    /// <summary>The walls that are there, of those asked for, in any order.</summary>
    Task<IReadOnlyList<Stored<WallRow>>> FindAsync(IReadOnlyList<string> rowKeys, CancellationToken cancellationToken);

    /// <summary>Walls in portions, to forget old ones.</summary>
    Task<Portion<WallRow>> ListAsync(string? after, int most, CancellationToken cancellationToken);

    /// <summary>Writes all or nothing, as <see cref="IPageStore.CommitAsync"/> does.</summary>
    Task<IReadOnlyList<string>?> CommitAsync(IReadOnlyList<RowWrite> writes, CancellationToken cancellationToken);
}

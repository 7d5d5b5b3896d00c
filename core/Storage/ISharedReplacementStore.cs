namespace LinkWatch.Storage;

/// <summary>What took the place of pages, on which hosts: one partition. A store needs to find rows by key and to write one.</summary>
public interface ISharedReplacementStore
{
    /// <summary>The walls that are there, of those asked for, in any order.</summary>
    Task<IReadOnlyList<Stored<SharedReplacementRow>>> FindAsync(IReadOnlyList<string> rowKeys, CancellationToken cancellationToken);

    /// <summary>Walls in portions, to forget old ones.</summary>
    Task<Portion<SharedReplacementRow>> ListAsync(string? after, int max, CancellationToken cancellationToken);

    /// <summary>Writes all or nothing, as <see cref="IPageStore.CommitAsync"/> does.</summary>
    Task<IReadOnlyList<string>?> CommitAsync(IReadOnlyList<RowWrite> writes, CancellationToken cancellationToken);
}

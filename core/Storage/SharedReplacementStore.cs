using System.Text.Json.Serialization;

namespace LinkWatch.Storage;

/// <summary>What took the place of pages, on which hosts: one partition. A store needs to find rows by key and to write one.</summary>
public interface ISharedReplacementStore
{
    /// <summary>Those of the shared replacements that exist, in any order.</summary>
    Task<IReadOnlyList<Stored<SharedReplacementRow>>> FindAsync(IReadOnlyList<string> rowKeys, CancellationToken cancellationToken);

    /// <summary>Lists shared replacements in portions, to remove old ones.</summary>
    Task<Portion<SharedReplacementRow>> ListAsync(string? after, int max, CancellationToken cancellationToken);

    /// <summary>Writes all or nothing, as <see cref="IPageStore.CommitAsync"/> does.</summary>
    Task<IReadOnlyList<string>?> CommitAsync(IReadOnlyList<RowWrite> writes, CancellationToken cancellationToken);
}

/// <summary>Shared replacements, in one partition.</summary>
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

/// <summary>A body, title or final URL that took the place of pages.</summary>
/// <param name="Sign">What the pages have in common.</param>
/// <param name="Since">When it was first met; moves on once that is too long ago.</param>
/// <param name="Hosts">On which hosts, and when last: the latest few.</param>
public sealed record SharedReplacementRow(ReplacementSignature Sign, DateTimeOffset Since, IReadOnlyList<ReplacedHost> Hosts) : IRow
{
    [JsonIgnore]
    public string RowKey => Keys.SharedReplacement(Sign.Kind, Sign.Hash);
}

/// <summary>What pages that replaced others may have in common.</summary>
/// <param name="Kind"><c>body</c>, <c>title</c> or <c>url</c>.</param>
/// <param name="Hash">Of the body, the title without regard to case, or the final URL.</param>
/// <param name="Shown">The title or the URL, for the owner.</param>
public sealed record ReplacementSignature(string Kind, string Hash, string Shown);

/// <param name="Authority">The host.</param>
/// <param name="At">When a page of it was last seen replaced so.</param>
public sealed record ReplacedHost(string Authority, DateTimeOffset At);

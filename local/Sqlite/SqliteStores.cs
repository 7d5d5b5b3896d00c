using LinkWatch.Storage;

namespace LinkWatch.Local.Sqlite;

/// <summary>The stores in one file.</summary>
public sealed class SqliteStores(SqliteFile file)
{
    /// <summary>
    /// The file has no limit of its own. Each transaction writes every page that it touches, so few large ones write far less than many.
    /// </summary>
    private const int SiteWrites = 1000;

    private readonly SqliteRows rows = new(file);

    public IPageStore Pages => new PageStore(rows, file.Shards);

    public ISiteStore Sites => new SiteStore(rows, rows, SiteWrites);

    public ISharedReplacementStore SharedReplacements => new SharedReplacementStore(rows);

    public IPoisonStore Poison => new PoisonStore(rows);

    public ISignInStore SignIns => new SignInStore(rows);

    public IRequestStore Requests => new RequestStore(rows);

    public Stores All => new(Pages, Sites, SharedReplacements, Poison, SignIns, Requests, time => new SqliteQueues(file, time));
}

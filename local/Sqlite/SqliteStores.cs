using LinkWatch.Storage;

namespace LinkWatch.Local.Sqlite;

/// <summary>The stores in one file.</summary>
public sealed class SqliteStores(SqliteFile file)
{
    private readonly SqliteRows rows = new(file);

    public IPageStore Pages => new PageStore(rows, file.Shards);

    public ISiteStore Sites => new SiteStore(rows, rows);

    public ISharedReplacementStore SharedReplacements => new SharedReplacementStore(rows);

    public IPoisonStore Poison => new PoisonStore(rows);

    public ISignInStore SignIns => new SignInStore(rows);

    public IRequestStore Requests => new RequestStore(rows);

    public Stores All => new(Pages, Sites, SharedReplacements, Poison, SignIns, Requests, time => new SqliteQueues(file, time));
}

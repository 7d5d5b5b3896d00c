using LinkWatch.Local.Sqlite;
using LinkWatch.Storage;
using LinkWatch.Tests.Contracts;
using LinkWatch.Tests.Support;
using Microsoft.Extensions.Time.Testing;

namespace LinkWatch.Tests.Local.Sqlite;

public sealed class SqlitePageStoreTests : PageStoreContract, IDisposable
{
    private readonly DataFolder folder = new();

    protected override async Task<IPageStore> CreateAsync() => new SqliteStores(await folder.OpenAsync()).Pages;

    public void Dispose() => folder.Dispose();
}

public sealed class SqliteSiteStoreTests : SiteStoreContract, IDisposable
{
    private readonly DataFolder folder = new();

    protected override async Task<ISiteStore> CreateAsync() => new SqliteStores(await folder.OpenAsync()).Sites;

    protected override int MaxPerCommit => 1000;

    public void Dispose() => folder.Dispose();
}

public sealed class SqliteSiteLinksTests : SiteLinksContract, IDisposable
{
    private readonly DataFolder folder = new();

    protected override async Task<ISiteStore> CreateAsync() => new SqliteStores(await folder.OpenAsync()).Sites;

    public void Dispose() => folder.Dispose();
}

public sealed class SqliteSharedReplacementStoreTests : SharedReplacementStoreContract, IDisposable
{
    private readonly DataFolder folder = new();

    protected override async Task<ISharedReplacementStore> CreateAsync() => new SqliteStores(await folder.OpenAsync()).SharedReplacements;

    public void Dispose() => folder.Dispose();
}

public sealed class SqliteQueueTests : MessageQueueContract, IDisposable
{
    private readonly DataFolder folder = new();
    private readonly FakeTimeProvider clock = FakeTime.Create();

    protected override async Task<IMessageQueues> CreateAsync() => new SqliteQueues(await folder.OpenAsync(), clock);

    protected override Task PassAsync(TimeSpan time)
    {
        clock.Advance(time);
        return Task.CompletedTask;
    }

    public void Dispose() => folder.Dispose();
}

public sealed class SqlitePoisonStoreTests : PoisonStoreContract, IDisposable
{
    private readonly DataFolder folder = new();

    protected override async Task<IPoisonStore> CreateAsync() => new SqliteStores(await folder.OpenAsync()).Poison;

    public void Dispose() => folder.Dispose();
}

public sealed class SqliteRequestStoreTests : RequestStoreContract, IDisposable
{
    private readonly DataFolder folder = new();

    protected override async Task<IRequestStore> CreateAsync() => new SqliteStores(await folder.OpenAsync()).Requests;

    public void Dispose() => folder.Dispose();
}

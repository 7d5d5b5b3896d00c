using LinkWatch.Storage;
using LinkWatch.Tests.Contracts;
using LinkWatch.Tests.Support;

namespace LinkWatch.Tests.Azure.Tables;

public sealed class TablePageStoreTests(Azurite azurite) : PageStoreContract
{
    private readonly OwnStorage storage = new(azurite);

    protected override async Task<IPageStore> CreateAsync() => (await storage.OpenAsync()).Pages;
}

public sealed class TableSiteStoreTests(Azurite azurite) : SiteStoreContract
{
    private readonly OwnStorage storage = new(azurite);

    protected override async Task<ISiteStore> CreateAsync() => (await storage.OpenAsync()).Sites;
}

public sealed class TableSiteLinksTests(Azurite azurite) : SiteLinksContract
{
    private readonly OwnStorage storage = new(azurite);

    protected override int Rounds => 4;

    protected override async Task<ISiteStore> CreateAsync() => (await storage.OpenAsync()).Sites;
}

public sealed class TableSharedReplacementStoreTests(Azurite azurite) : SharedReplacementStoreContract
{
    private readonly OwnStorage storage = new(azurite);

    protected override async Task<ISharedReplacementStore> CreateAsync() => (await storage.OpenAsync()).SharedReplacements;
}

public sealed class TablePoisonStoreTests(Azurite azurite) : PoisonStoreContract
{
    private readonly OwnStorage storage = new(azurite);

    protected override async Task<IPoisonStore> CreateAsync() => (await storage.OpenAsync()).Poison;
}

public sealed class TableRequestStoreTests(Azurite azurite) : RequestStoreContract
{
    private readonly OwnStorage storage = new(azurite);

    protected override async Task<IRequestStore> CreateAsync() => (await storage.OpenAsync()).Requests;
}

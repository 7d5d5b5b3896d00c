using LinkWatch.Azure;
using LinkWatch.Tests.Support;

namespace LinkWatch.Tests.Azure;

/// <summary>
/// Tables and queues that one test has to itself in the emulator: every handle opened on them is as another host would have it.
/// </summary>
internal sealed class OwnStorage(Azurite azurite)
{
    private readonly string prefix = azurite.NewName("own");

    public async Task<AzureStorageOptions> OptionsAsync() =>
        new() { ConnectionString = await azurite.ConnectionStringAsync(), Prefix = prefix };

    public async Task<AzureStorage> OpenAsync(int shards = 4) =>
        await AzureStorage.OpenAsync(await OptionsAsync(), shards, TestContext.Current.CancellationToken);
}

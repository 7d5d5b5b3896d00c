namespace LinkWatch.Tests.Functions.Worker;

/// <summary>An app that cannot start: the host shows what it wrote to standard error.</summary>
public sealed class WorkerFaultTests(PublishedFunctions published)
{
    [Theory]
    [InlineData("AzureWebJobsStorage", "", "LinkWatch: AzureWebJobsStorage__tableServiceUri: set it to the https address of the account's "
        + "service, or set AzureWebJobsStorage to a connection string")]
    [InlineData("LINKWATCH_SHARDS", "x", "LinkWatch: LINKWATCH_SHARDS: 'x' is not a whole number from 1 to 64")]
    [InlineData(
        "LINKWATCH_SENDGRID_KEY",
        "@Microsoft.KeyVault(SecretUri=https://kv.vault.azure.net/secrets/sendgrid-key)",
        "LinkWatch: LINKWATCH_SENDGRID_KEY: the Key Vault reference was not resolved; check it in the portal, or set the value itself")]
    public async Task A_setting_that_cannot_be_ends_the_worker_with_one_line_that_names_it(string name, string value, string line) =>
        Assert.Equal(
            (2, "", line + "\n"), await EndedAsync(new() { ["AzureWebJobsStorage"] = "UseDevelopmentStorage=true", [name] = value }));

    [Fact]
    public async Task A_storage_that_cannot_be_reached_ends_the_worker_with_one_line()
    {
        const string Nobody = "DefaultEndpointsProtocol=http;AccountName=a;AccountKey=AAAA;TableEndpoint=http://127.0.0.1:1/a;"
            + "QueueEndpoint=http://127.0.0.1:1/a";

        var (code, output, error) = await EndedAsync(new() { ["AzureWebJobsStorage"] = Nobody });

        Assert.Equal((2, ""), (code, output));
        Assert.StartsWith(
            "LinkWatch: storage http://127.0.0.1:1: cannot be reached",
            Assert.Single(error.TrimEnd('\n').Split('\n')),
            StringComparison.Ordinal);
    }

    private async Task<(int Code, string Output, string Error)> EndedAsync(Dictionary<string, string> settings)
    {
        await using var host = await WorkerHost.LaunchAsync(await published.FolderAsync(), settings);
        return await host.EndedAsync();
    }
}

using LinkWatch.Azure;
using LinkWatch.Hosting.Settings;
using LinkWatch.Tests.Support;

namespace LinkWatch.Tests.Azure;

/// <summary>What names a storage account, and what is refused before anything is sent.</summary>
public sealed class ConnectionTests
{
    private const string Key = "a2V5";

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    public static TheoryData<string> BadConnectionStrings { get; } =
    [
        "",
        "=",
        "nonsense",
        "Secret=abc",
        "AccountName=only",
        $"AccountKey={Key}",
        "AccountName=name;AccountKey=",
        $"AccountName=;AccountKey={Key}",
        "AccountName=name;AccountKey=%%%",
        "AccountName=name;AccountKey=a2V",
        $"AccountName=a name;AccountKey={Key}",
        $"AccountName=name;AccountName=other;AccountKey={Key}",
        $"DefaultEndpointsProtocol=ftp;AccountName=name;AccountKey={Key}",
        $"AccountName=name;AccountKey={Key};EndpointSuffix=",
        $"AccountName=name;AccountKey={Key};TableEndpoint=t.example",
        $"AccountName=name;AccountKey={Key};QueueEndpoint=q.example",
        "TableEndpoint=https://t.example/",
        "QueueEndpoint=https://q.example/;TableEndpoint=https://t.example/",
        "TableEndpoint=https://t.example/;SharedAccessSignature=sv=1&sig=2",
        "BlobEndpoint=https://b.example/;SharedAccessSignature=sv=1&sig=2",
        "UseDevelopmentStorage=false",
        $"\"AccountName=name;AccountKey={Key}\"",
    ];

    [Theory]
    [MemberData(nameof(BadConnectionStrings))]
    public async Task A_bad_connection_string_is_one_line_that_says_where_to_get_a_good_one_and_does_not_repeat_it(string text)
    {
        var options = new AzureStorageOptions { ConnectionString = text, Setting = "--storage" };
        var refusal = await Assert.ThrowsAsync<SettingException>(() => AzureStorage.OpenAsync(options, 4, Stop));
        Assert.Equal(
            "--storage: not a connection string for tables and queues; copy all of it from 'Access keys' in the Azure portal, "
                + "or use UseDevelopmentStorage=true for Azurite",
            refusal.Message);
    }

    [Theory]
    [InlineData("")]
    [InlineData(" ")]
    [InlineData("No Such!")]
    [InlineData("https://name.table.core.windows.net")]
    [InlineData("../name")]
    [InlineData("naïve")]
    public void A_command_line_takes_a_connection_string_or_the_name_of_an_account(string text)
    {
        var refusal = Assert.Throws<SettingException>(() => AzureStorageOptions.Parse(text, "--storage"));
        Assert.Equal(
            "--storage: neither a connection string, such as UseDevelopmentStorage=true, nor the name of a storage account",
            refusal.Message);
    }

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData(" ")]
    public void A_blank_connection_string_counts_as_missing(string? text)
    {
        var refusal = Assert.Throws<SettingException>(() => AzureStorageOptions.From(name => name == "AzureWebJobsStorage" ? text : null));
        Assert.Equal(
            "AzureWebJobsStorage: set it to a connection string, or AzureWebJobsStorage__tableServiceUri and "
                + "AzureWebJobsStorage__queueServiceUri to the https addresses of the account's services",
            refusal.Message);
    }

    [Theory]
    [InlineData("http://name.queue.core.windows.net")]
    [InlineData("ftp://name.queue.core.windows.net")]
    [InlineData("name.queue.core.windows.net")]
    [InlineData("name")]
    public void The_addresses_for_an_identity_must_be_https(string address)
    {
        var refusal = Assert.Throws<SettingException>(() => AzureStorageOptions.From(name => name switch
        {
            "AzureWebJobsStorage__tableServiceUri" => "https://name.table.core.windows.net",
            "AzureWebJobsStorage__queueServiceUri" => address,
            _ => null,
        }));
        Assert.StartsWith(
            "AzureWebJobsStorage__queueServiceUri: set it to the https address", refusal.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void All_wrong_addresses_of_an_account_are_named_at_once() => Assert.Equal(
        ["AzureWebJobsStorage__tableServiceUri", "AzureWebJobsStorage__queueServiceUri", "AzureWebJobsStorage__blobServiceUri"],
        Assert.Throws<SettingException>(() => AzureStorageOptions.From(name => name switch
        {
            "AzureWebJobsStorage__tableServiceUri" => "name",
            "AzureWebJobsStorage__blobServiceUri" => "http://name.blob.core.windows.net",
            _ => null,
        })).Problems.Select(problem => problem.Split(':')[0]));

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task An_identity_is_never_used_over_http(bool isQueueEncrypted)
    {
        await using var service = await LoopbackSite.StartAsync("never");
        var (open, encrypted) = (new Uri(service.Url().Href), new Uri("https://name.queue.core.windows.net"));
        var options = new AzureStorageOptions
        {
            TableService = isQueueEncrypted ? open : encrypted,
            QueueService = isQueueEncrypted ? encrypted : open,
        };
        var refusal = await Assert.ThrowsAsync<SettingException>(() => AzureStorage.OpenAsync(options, 4, Stop));
        Assert.Equal($"{open}: an identity signs in over https only; use an https address, or a connection string", refusal.Message);
        Assert.Empty(service.Asked);
    }
}

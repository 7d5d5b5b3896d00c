using System.Text.Json;
using LinkWatch.Tests.Support;

namespace LinkWatch.Tests.Local.Commands;

public sealed class KeysCommandTests : IDisposable
{
    private readonly string folder = Directory.CreateTempSubdirectory("linkwatch-").FullName;

    public void Dispose() => Directory.Delete(folder, recursive: true);

    [Fact]
    public async Task A_key_is_printed_once_listed_without_its_secret_and_revoked()
    {
        await RunAsync("site", "set", "shop", "--domain", "shop.example");

        var (code, key, _) = await RunAsync("keys", "make", "--site", "shop", "--name", "reports", "--read-only");
        var listed = await RunAsync("keys", "list", "--site", "shop");
        var json = JsonDocument.Parse((await RunAsync("keys", "list", "--site", "shop", "--json")).Output).RootElement;
        var id = key.Split('_')[2];

        Assert.Equal(0, code);
        Assert.Matches("^lw_shop_[0-9a-f]{16}_[0-9a-f]{64}\n$", key);
        Assert.Contains("reports", listed.Output, StringComparison.Ordinal);
        Assert.DoesNotContain(key.Trim()[^64..], listed.Output, StringComparison.Ordinal);
        Assert.Equal((id, "read-only"), (json.GetProperty("id").GetString(), json.GetProperty("scope").GetString()));
        Assert.DoesNotContain("hash", json.ToString(), StringComparison.OrdinalIgnoreCase);
        Assert.Equal(0, (await RunAsync("keys", "revoke", id, "--site", "shop")).Code);
        Assert.Equal(
            (1, "", $"linkwatch: site shop has no key '{id}'; linkwatch keys list --site shop shows them\n"),
            await RunAsync("keys", "revoke", id, "--site", "shop"));
    }

    [Fact]
    public async Task A_site_that_does_not_exist_gets_no_key()
    {
        var (code, output, error) = await RunAsync("keys", "make", "--site", "nothing");

        Assert.Equal((2, ""), (code, output));
        Assert.Contains("there is no site 'nothing'", error, StringComparison.Ordinal);
    }

    private Task<(int Code, string Output, string Error)> RunAsync(params string[] args) =>
        TypedCommand.RunAsync([.. args, "--data", Path.Combine(folder, "data")]);
}

using LinkWatch.Tests.Support;

namespace LinkWatch.Tests.Local.Commands;

public sealed class MuteCommandTests : IDisposable
{
    private const string Page = "https://blog.example/teas";
    private readonly string folder = Directory.CreateTempSubdirectory("linkwatch-").FullName;

    public void Dispose() => Directory.Delete(folder, recursive: true);

    [Fact]
    public async Task Muted_links_are_counted_by_status_named_by_export_and_can_be_unmuted()
    {
        await SetUpAsync();

        Assert.Equal($"Muted 1 link until 2126-05-01. To get alerts again: linkwatch unmute {Page} --site shop\n", (await RunAsync(
            "mute", Page, "--site", "shop", "--target", "https://shop.example/tea", "--until", "2126-05-01")).Output);
        Assert.Contains(" 1 muted.", (await RunAsync("status")).Output, StringComparison.Ordinal);
        Assert.Contains(
            "\"muted\":true,\"mutedUntil\":\"2126-05-01T00:00:00+00:00\"",
            (await RunAsync("export", "--site", "shop", "--json")).Output,
            StringComparison.Ordinal);

        Assert.Equal("Unmuted 2 links.\n", (await RunAsync("unmute", Page, "--site", "shop")).Output);
        Assert.DoesNotContain("muted", (await RunAsync("status")).Output, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("https://shop.example/tea")]
    [InlineData("http://www.shop.example/tea/")]
    public async Task A_target_page_can_be_muted_by_its_address_and_unmuted(string address)
    {
        await SetUpAsync();

        Assert.Equal(
            $"Muted the target page. To get alerts again: linkwatch unmute {address} --site shop\n",
            (await RunAsync("mute", address, "--site", "shop")).Output);
        Assert.Contains("muted: no alert reports it", (await RunAsync("targets", "--site", "shop")).Output, StringComparison.Ordinal);

        Assert.Equal("Unmuted the target page.\n", (await RunAsync("unmute", address, "--site", "shop")).Output);
        Assert.DoesNotContain("muted", (await RunAsync("targets", "--site", "shop")).Output, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("2001-01-01", "--until: 2001-01-01 has begun already; name a day to come")]
    [InlineData("soon", "--until: 'soon' is no date; write it as 2026-05-01")]
    public async Task A_day_that_cannot_be_is_refused(string until, string line)
    {
        await SetUpAsync();

        var (code, _, error) = await RunAsync("mute", Page, "--site", "shop", "--until", until);

        Assert.Equal((2, $"linkwatch: {line}\n"), (code, error));
    }

    [Fact]
    public async Task A_page_without_links_of_the_site_is_not_found()
    {
        await SetUpAsync();

        var (code, _, error) = await RunAsync("mute", "https://blog.example/other", "--site", "shop");

        Assert.Equal((1, "linkwatch: site shop has no such link on https://blog.example/other\n"), (code, error));
    }

    private async Task SetUpAsync()
    {
        var links = Path.Combine(folder, "links.csv");
        await File.WriteAllTextAsync(
            links,
            $"source,target\n{Page},https://shop.example/tea\n{Page},https://shop.example/pots\n",
            TestContext.Current.CancellationToken);
        Assert.Equal(0, (await RunAsync("site", "set", "shop", "--domain", "shop.example")).Code);
        Assert.Equal(0, (await RunAsync("import", links, "--site", "shop")).Code);
    }

    private Task<(int Code, string Output, string Error)> RunAsync(params string[] args) =>
        TypedCommand.RunAsync([.. args, "--data", Path.Combine(folder, "data")]);
}

using System.Text.Json;
using LinkWatch.Tests.Support;

namespace LinkWatch.Tests.Local.Commands;

public sealed class SiteBadgeTests : IDisposable
{
    private readonly TempFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Fact]
    public async Task A_badge_is_off_until_it_is_switched_on_and_then_its_address_is_printed()
    {
        await RunAsync("site", "set", "shop", "--domain", "shop.example");
        Assert.False(await IsOnAsync());

        var on = await RunAsync("site", "set", "shop", "--badge", "on");
        Assert.True(await IsOnAsync());
        Assert.EndsWith(
            $"\nIts badge: {UnsubscribeLink.PublicUrl}/{UnsubscribeLink.ForBadge("shop")}\n", on.Output, StringComparison.Ordinal);
        Assert.DoesNotContain("badge", (await RunAsync("site", "set", "shop", "--cadence", "weekly")).Output, StringComparison.Ordinal);
        Assert.Contains("badge on", (await RunAsync("site", "list")).Output, StringComparison.Ordinal);

        await RunAsync("site", "set", "shop", "--badge", "off");
        Assert.False(await IsOnAsync());
    }

    [Fact]
    public async Task Without_a_public_address_the_dashboard_shows_it()
    {
        var (_, output, _) = await TypedCommand.RunAsync(
            ["site", "set", "shop", "--domain", "shop.example", "--badge", "on", "--data", folder.Path], _ => null);

        Assert.EndsWith("\nThe dashboard shows the badge's address, under Settings.\n", output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task It_is_on_or_off()
    {
        var (code, _, error) = await RunAsync("site", "set", "shop", "--domain", "shop.example", "--badge", "maybe");

        Assert.Equal((2, "linkwatch: --badge: 'maybe' is neither on nor off\n"), (code, error));
    }

    private async Task<bool> IsOnAsync() => JsonDocument.Parse(
        (await RunAsync("site", "list", "--json")).Output).RootElement.GetProperty("badge").GetBoolean();

    private Task<(int Code, string Output, string Error)> RunAsync(params string[] args) => TypedCommand.RunAsync(
        [.. args, "--data", folder.Path],
        name => name switch
        {
            "LINKWATCH_PUBLIC_URL" => UnsubscribeLink.PublicUrl,
            "LINKWATCH_UNSUBSCRIBE_KEYS" => UnsubscribeLink.Keys,
            _ => null,
        });
}

using LinkWatch.Sites;
using LinkWatch.Storage;
using LinkWatch.Tests.Support;

namespace LinkWatch.Tests.Core.Sites;

/// <summary>Keys and shared addresses as they are made, kept, used and revoked.</summary>
public sealed class SiteAccessTests : IAsyncLifetime
{
    private TestPipeline pipeline = null!;

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    private SiteAccess Access => pipeline.Get<SiteAccess>();

    public async ValueTask InitializeAsync() => pipeline = await TestPipeline.StartAsync();

    public ValueTask DisposeAsync() => pipeline.DisposeAsync();

    [Fact]
    public async Task A_secret_opens_its_row_and_is_kept_nowhere()
    {
        var (row, secret) = await MakeAsync(AccessScope.Full);

        Assert.StartsWith($"lw_shop_{row.AccessId}_", secret.Text, StringComparison.Ordinal);
        Assert.Equal(AccessScope.Full, (await OpenAsync(secret.Text))?.Scope);
        var stored = LinkWatch.Links.Json.Write(Assert.Single(await pipeline.Sites.ListAccessAsync("shop", 10, Cancel)).Row);
        Assert.DoesNotContain(secret.Text[^64..], stored, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Another_secret_under_the_same_id_opens_nothing()
    {
        var (_, secret) = await MakeAsync(AccessScope.Full);

        Assert.Null(await OpenAsync(secret.Text[..^64] + new string('0', 64)));
        Assert.Null(await OpenAsync(secret.Text.Replace("_shop_", "_other_", StringComparison.Ordinal)));
    }

    [Theory]
    [InlineData("")]
    [InlineData("lw_shop")]
    [InlineData("lw_shop_0011223344556677_00")]
    [InlineData("lw_SHOP_0011223344556677_00112233445566778899aabbccddeeff00112233445566778899aabbccddeeff")]
    [InlineData("lw_shop\n_0011223344556677_00112233445566778899aabbccddeeff00112233445566778899aabbccddeeff")]
    [InlineData("lw_shop/a_0011223344556677_00112233445566778899aabbccddeeff00112233445566778899aabbccddeeff")]
    [InlineData("lws_shop_0011223344556677_00112233445566778899aabbccddeeff00112233445566778899aabbccddeeff")]
    [InlineData("lw_shop_0011223344556677_00112233445566778899aabbccddeeff00112233445566778899aabbccddeeff_")]
    public void What_cannot_be_a_key_is_none(string text) => Assert.Null(AccessSecret.Parse(text, AccessSecret.KeyMark));

    [Fact]
    public async Task A_use_is_noted_once_an_hour()
    {
        var (row, secret) = await MakeAsync(AccessScope.ReadOnly);
        var first = pipeline.Time.GetUtcNow();
        await OpenAsync(secret.Text);
        pipeline.Time.Advance(TimeSpan.FromMinutes(59));
        await OpenAsync(secret.Text);
        var within = await LastUsedAsync(row);
        pipeline.Time.Advance(TimeSpan.FromMinutes(1));
        await OpenAsync(secret.Text);

        Assert.Equal((first, first + TimeSpan.FromHours(1)), (within, await LastUsedAsync(row)));
    }

    [Fact]
    public async Task It_ends_when_it_is_revoked_or_its_time_is_over()
    {
        var (revoked, first) = await MakeAsync(AccessScope.Full);
        var (_, second) = await MakeAsync(AccessScope.Pages, TimeSpan.FromDays(7));

        Assert.True(await Access.RevokeAsync("shop", revoked.AccessId, Cancel));
        Assert.False(await Access.RevokeAsync("shop", revoked.AccessId, Cancel));
        Assert.Null(await OpenAsync(first.Text));
        pipeline.Time.Advance(TimeSpan.FromDays(7) - TimeSpan.FromSeconds(1));
        Assert.NotNull(await OpenAsync(second.Text));
        pipeline.Time.Advance(TimeSpan.FromSeconds(1));
        Assert.Null(await OpenAsync(second.Text));
    }

    [Fact]
    public async Task Whoever_adds_a_site_again_under_a_name_that_was_removed_finds_no_old_keys()
    {
        var (_, secret) = await MakeAsync(AccessScope.Full);
        await pipeline.Get<SiteRemoval>().RemoveAsync("shop", int.MaxValue, Cancel);
        await pipeline.Sites.SaveSiteAsync(TestPipeline.Site, Cancel);

        Assert.Null(await OpenAsync(secret.Text));
        Assert.Empty(await Access.ListAsync("shop", Cancel));
    }

    [Fact]
    public async Task A_site_has_so_many_and_no_more()
    {
        for (var i = 0; i < SiteAccess.MaxPerSite; i++) await MakeAsync(AccessScope.ReadOnly);

        Assert.Null(await Access.MakeAsync("shop", "one more", AccessScope.ReadOnly, life: null, "me", Cancel));
        Assert.Equal(SiteAccess.MaxPerSite, (await Access.ListAsync("shop", Cancel)).Count);
    }

    [Fact]
    public async Task Addresses_whose_time_is_over_do_not_count_and_go_when_another_is_made()
    {
        for (var i = 0; i < SiteAccess.MaxPerSite; i++) await MakeAsync(AccessScope.Pages, TimeSpan.FromDays(7));
        pipeline.Time.Advance(TimeSpan.FromDays(7));

        var (row, _) = await MakeAsync(AccessScope.Pages);

        Assert.Equal(row.AccessId, Assert.Single(await Access.ListAsync("shop", Cancel)).AccessId);
    }

    [Fact]
    public async Task More_than_that_which_were_made_at_the_same_moment_are_all_listed()
    {
        var rows = Enumerable.Range(0, SiteAccess.MaxPerSite + 10).Select(i => new AccessRow
        {
            AccessId = i.ToString("x16", System.Globalization.CultureInfo.InvariantCulture),
            Name = "at once",
            Scope = AccessScope.Full,
            Hash = "",
            MadeAt = pipeline.Time.GetUtcNow(),
            MadeBy = "me",
        });
        await pipeline.Sites.CommitAsync("shop", [.. rows.Select(RowWrite.Insert)], Cancel);

        Assert.Equal(SiteAccess.MaxPerSite + 10, (await Access.ListAsync("shop", Cancel)).Count);
    }

    [Fact]
    public async Task What_an_owner_made_ends_when_they_are_taken_out()
    {
        await pipeline.Get<SiteChange>().SaveAsync("shop", site => site! with { Owners = ["Anna@shop.example", "ben@shop.example"] }, Cancel);
        foreach (var by in (string[])["anna@shop.example", "ben@shop.example", "this computer"])
            await Access.MakeAsync("shop", by, AccessScope.Full, life: null, by, Cancel);

        await pipeline.Get<SiteChange>().SaveAsync("shop", site => site! with { Owners = ["BEN@shop.example"] }, Cancel);

        Assert.Equal(["ben@shop.example", "this computer"], (await Access.ListAsync("shop", Cancel)).Select(row => row.MadeBy).Order());
    }

    private async Task<(AccessRow Row, AccessSecret Secret)> MakeAsync(AccessScope scope, TimeSpan? life = null) =>
        (await Access.MakeAsync("shop", "reports", scope, life, "me", Cancel))!.Value;

    private async Task<AccessRow?> OpenAsync(string text) =>
        AccessSecret.Parse(text, text.Split('_')[0]) is { } secret ? await Access.OpenAsync(secret, Cancel) : null;

    private async Task<DateTimeOffset?> LastUsedAsync(AccessRow row) =>
        (await pipeline.Sites.FindAccessAsync("shop", row.AccessId, Cancel))!.Row.LastUsedAt;
}

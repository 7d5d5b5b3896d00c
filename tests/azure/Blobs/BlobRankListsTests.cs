using Azure.Storage.Blobs;
using LinkWatch.Azure.Counting;
using LinkWatch.Ranking;
using LinkWatch.Tests.Support;

namespace LinkWatch.Tests.Azure.Blobs;

/// <summary>Rank lists in a storage account: the files that <c>linkwatch ranks import</c> writes, as blobs.</summary>
public sealed class BlobRankListsTests(Azurite azurite)
{
    private readonly OwnStorage storage = new(azurite);

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_domain_is_found_in_a_blob_with_two_reads_of_its_range()
    {
        await UploadAsync(RankKind.Tranco);
        await UploadAsync(RankKind.Majestic);
        var account = await storage.OpenAsync();
        using var lists = await account.RankLists.OpenAsync(Cancel);
        account.Wire.Take();

        var found = await lists.FindAsync(["www.teapot.co.uk", "teapot.co.uk"], Cancel);

        Assert.Equal((RankKind.Tranco, 2), (found!.Value.List.Kind, found.Value.Place.Position));
        var reads = Assert.Single(account.Wire.Take());
        Assert.Equal((WireCounter.Blobs, "read"), (reads.Service, reads.Operation));
        Assert.InRange(reads.Requests, 2, 6);
        Assert.Contains("tranco 2026-11 ", lists.Releases, StringComparison.Ordinal);
        Assert.Contains("majestic 2026-11 ", lists.Releases, StringComparison.Ordinal);
        Assert.Null(await lists.FindAsync(["nowhere.example"], Cancel));
    }

    [Fact]
    public async Task An_account_without_lists_has_none()
    {
        using var none = await (await storage.OpenAsync()).RankLists.OpenAsync(Cancel);

        Assert.Equal("", none.Releases);
        Assert.Null(await none.FindAsync(["teapot.co.uk"], Cancel));
    }

    [Fact]
    public async Task A_blob_that_is_no_rank_file_is_named()
    {
        await UploadAsync(RankKind.Tranco, "no list"u8.ToArray());

        var refused = await Assert.ThrowsAsync<RankListException>(async () =>
            await (await storage.OpenAsync()).RankLists.OpenAsync(Cancel));

        Assert.EndsWith("/tranco.ranks: it is no rank file of LinkWatch", refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_list_that_is_replaced_while_it_is_open_is_not_read_on()
    {
        await UploadAsync(RankKind.Tranco);
        using var lists = await (await storage.OpenAsync()).RankLists.OpenAsync(Cancel);
        await UploadAsync(RankKind.Tranco);

        var refused = await Assert.ThrowsAsync<RankListException>(async () => await lists.FindAsync(["teapot.co.uk"], Cancel));

        Assert.Contains("it was replaced or removed while it was read", refused.Message, StringComparison.Ordinal);
    }

    private async Task UploadAsync(RankKind kind, byte[]? content = null)
    {
        content ??= (await Core.Ranking.RankLists.ImportAsync(Core.Ranking.RankLists.Of(kind), kind)).File;
        var options = await storage.OptionsAsync();
        var container = new BlobContainerClient(options.ConnectionString, options.Prefix + "ranks");
        await container.CreateIfNotExistsAsync(cancellationToken: Cancel);
        await container.GetBlobClient(kind.FileName()).UploadAsync(new BinaryData(content), overwrite: true, Cancel);
    }
}

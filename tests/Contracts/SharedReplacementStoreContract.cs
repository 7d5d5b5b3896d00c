using LinkWatch.Links;
using LinkWatch.Storage;

namespace LinkWatch.Tests.Contracts;

/// <summary>What every <see cref="ISharedReplacementStore"/> does.</summary>
public abstract class SharedReplacementStoreContract : CommitContract<SharedReplacementRow>
{
    /// <summary>Another handle onto this test's own store, which begins empty.</summary>
    protected abstract Task<ISharedReplacementStore> CreateAsync();

    protected override async Task<IPartition> OpenPartitionAsync() => new AllWalls(await CreateAsync());

    protected override SharedReplacementRow Row(string id, string text) => Wall(id, text);

    protected override string TextOf(SharedReplacementRow row) => row.Sign.Shown;

    [Fact]
    public async Task Walls_are_found_by_key_and_the_missing_left_out()
    {
        var store = await CreateAsync();
        SharedReplacementRow[] rows = [Wall("a", "one"), Wall("b", "two", "title"), Wall("b", "three")];
        Assert.NotNull(await store.CommitAsync([.. rows.Select(RowWrite.Insert)], Stop));
        var found = await store.FindAsync([rows[1].RowKey, Keys.SharedReplacement("url", "b"), rows[0].RowKey], Stop);
        Assert.Equal(["one", "two"], found.Select(replacement => replacement.Row.Sign.Shown).Order(StringComparer.Ordinal));
        Assert.Equal(rows[0].Hosts, found.Single(replacement => replacement.Row.Sign.Shown == "one").Row.Hosts);
        Assert.Empty(await store.FindAsync([], Stop));
    }

    [Fact]
    public async Task Walls_are_listed_in_portions()
    {
        var store = await CreateAsync();
        var all = Enumerable.Range(0, 23).Select(i => Wall(Ids.Hash($"wall {i}"), "text")).ToList();
        await store.CommitAsync([.. all.Select(RowWrite.Insert)], Stop);
        var met = new List<string>();
        string? next = null;
        do
        {
            var portion = await store.ListAsync(next, 5, Stop);
            Assert.InRange(portion.Rows.Count, 0, 5);
            met.AddRange(portion.Rows.Select(replacement => replacement.Row.RowKey));
            next = portion.Next;
        }
        while (next is not null);

        Assert.Equal(all.Select(replacement => replacement.RowKey).Order(StringComparer.Ordinal), met);
    }

    private static SharedReplacementRow Wall(string hash, string shown, string kind = "body") =>
        new(new ReplacementSignature(kind, hash, shown), Sample.Noon, [
            new ReplacedHost("blog.example", Sample.At(1)), new ReplacedHost("[2001:db8::1]:8080", Sample.At(2))
        ]);

    private sealed class AllWalls(ISharedReplacementStore store) : IPartition
    {
        public async Task<Stored<SharedReplacementRow>?> FindAsync(string id) =>
            (await store.FindAsync([Keys.SharedReplacement("body", id)], Stop)).SingleOrDefault();

        public Task<IReadOnlyList<string>?> CommitAsync(IReadOnlyList<RowWrite> writes) => store.CommitAsync(writes, Stop);
    }
}

using LinkWatch.Storage;

namespace LinkWatch.Tests.Contracts;

/// <summary>
/// What a commit promises, whichever store it is made on. <typeparamref name="TRow"/> is a row with a text to compare.
/// </summary>
public abstract class CommitContract<TRow> where TRow : class, IRow
{
    protected static CancellationToken Stop => TestContext.Current.CancellationToken;

    /// <summary>Another handle onto this test's own partition: rows that one writes, all see.</summary>
    protected abstract Task<IPartition> OpenPartitionAsync();

    /// <summary>A hundred, unless the store says otherwise.</summary>
    protected virtual int MaxPerCommit => RowWrite.MaxPerCommit;

    protected abstract TRow Row(string id, string text);

    protected abstract string TextOf(TRow row);

    protected interface IPartition
    {
        Task<Stored<TRow>?> FindAsync(string id);

        Task<IReadOnlyList<string>?> CommitAsync(IReadOnlyList<RowWrite> writes);
    }

    [Fact]
    public async Task A_row_that_was_inserted_is_found_as_it_was()
    {
        var rows = await OpenPartitionAsync();
        Assert.Null(await rows.FindAsync(A));
        Assert.True(await CommitAsync(rows, RowWrite.Insert(Row(A, "first"))));
        Assert.Equal("first", await TextAsync(rows, A));
        Assert.Null(await rows.FindAsync(B));
    }

    [Fact]
    public async Task Inserting_a_row_that_is_there_writes_nothing_at_all()
    {
        var rows = await OpenPartitionAsync();
        Assert.True(await CommitAsync(rows, RowWrite.Insert(Row(B, "there"))));
        Assert.False(await CommitAsync(rows, RowWrite.Put(Row(A, "new")), RowWrite.Insert(Row(B, "new")), RowWrite.Put(Row(C, "new"))));
        Assert.Null(await rows.FindAsync(A));
        Assert.Equal("there", await TextAsync(rows, B));
        Assert.Null(await rows.FindAsync(C));
    }

    [Fact]
    public async Task Replacing_needs_the_version_that_is_there()
    {
        var rows = await OpenPartitionAsync();
        await CommitAsync(rows, RowWrite.Insert(Row(A, "one")));
        var one = await VersionAsync(rows, A);
        Assert.True(await CommitAsync(rows, RowWrite.Replace(Row(A, "two"), one)));
        Assert.False(await CommitAsync(rows, RowWrite.Insert(Row(B, "beside")), RowWrite.Replace(Row(A, "three"), one)));
        Assert.Equal("two", await TextAsync(rows, A));
        Assert.Null(await rows.FindAsync(B));
    }

    [Fact]
    public async Task Replacing_a_row_that_is_gone_writes_nothing()
    {
        var rows = await OpenPartitionAsync();
        await CommitAsync(rows, RowWrite.Insert(Row(A, "one")));
        var version = await VersionAsync(rows, A);
        Assert.True(await CommitAsync(rows, RowWrite.Delete(Row(A, "").RowKey)));
        Assert.False(await CommitAsync(rows, RowWrite.Replace(Row(A, "two"), version), RowWrite.Insert(Row(B, "beside"))));
        Assert.Null(await rows.FindAsync(A));
        Assert.Null(await rows.FindAsync(B));
    }

    [Fact]
    public async Task Deleting_a_row_that_is_not_there_fails_and_takes_the_rest_with_it()
    {
        var rows = await OpenPartitionAsync();
        Assert.False(await CommitAsync(rows, RowWrite.Insert(Row(A, "beside")), RowWrite.Delete(Row(B, "").RowKey)));
        Assert.Null(await rows.FindAsync(A));
    }

    [Fact]
    public async Task Deleting_by_version_needs_the_version_that_is_there()
    {
        var rows = await OpenPartitionAsync();
        await CommitAsync(rows, RowWrite.Insert(Row(A, "one")));
        var one = await VersionAsync(rows, A);
        await CommitAsync(rows, RowWrite.Put(Row(A, "two")));
        Assert.False(await CommitAsync(rows, RowWrite.Delete(Row(A, "").RowKey, one)));
        Assert.True(await CommitAsync(rows, RowWrite.Delete(Row(A, "").RowKey, await VersionAsync(rows, A))));
        Assert.Null(await rows.FindAsync(A));
    }

    [Fact]
    public async Task Putting_writes_whether_the_row_is_there_or_not()
    {
        var rows = await OpenPartitionAsync();
        Assert.True(await CommitAsync(rows, RowWrite.Put(Row(A, "one"))));
        Assert.True(await CommitAsync(rows, RowWrite.Put(Row(A, "two"))));
        Assert.Equal("two", await TextAsync(rows, A));
    }

    [Fact]
    public async Task Writes_of_every_kind_take_effect_together()
    {
        var rows = await OpenPartitionAsync();
        await CommitAsync(rows, RowWrite.Insert(Row(A, "a")), RowWrite.Insert(Row(B, "b")), RowWrite.Insert(Row(C, "c")));
        Assert.True(await CommitAsync(rows,
            RowWrite.Replace(Row(A, "a2"), await VersionAsync(rows, A)),
            RowWrite.Delete(Row(B, "").RowKey, await VersionAsync(rows, B)),
            RowWrite.Put(Row(C, "c2")),
            RowWrite.Insert(Row(D, "d"))));
        Assert.Equal("a2", await TextAsync(rows, A));
        Assert.Null(await rows.FindAsync(B));
        Assert.Equal("c2", await TextAsync(rows, C));
        Assert.Equal("d", await TextAsync(rows, D));
    }

    [Fact]
    public async Task A_commit_returns_the_new_versions_in_the_order_of_its_writes()
    {
        var rows = await OpenPartitionAsync();
        await CommitAsync(rows, RowWrite.Insert(Row(A, "a")), RowWrite.Insert(Row(B, "b")));
        var versions = await rows.CommitAsync(
            [RowWrite.Put(Row(D, "d")), RowWrite.Delete(Row(B, "").RowKey), RowWrite.Replace(
                Row(A, "a2"), await VersionAsync(rows, A)), RowWrite.Insert(Row(C, "c"))]);
        Assert.Equal([await VersionAsync(rows, D), "", await VersionAsync(rows, A), await VersionAsync(rows, C)], versions!);
        Assert.True(await CommitAsync(rows, RowWrite.Replace(Row(C, "c2"), versions![3])));
    }

    [Fact]
    public async Task A_version_stays_while_its_row_is_not_written()
    {
        var rows = await OpenPartitionAsync();
        await CommitAsync(rows, RowWrite.Insert(Row(A, "a")));
        var version = await VersionAsync(rows, A);
        await CommitAsync(rows, RowWrite.Insert(Row(B, "b")));
        await CommitAsync(rows, RowWrite.Put(Row(A, "lost")), RowWrite.Insert(Row(B, "again")));
        Assert.Equal(version, await VersionAsync(rows, A));
    }

    [Fact]
    public async Task Versions_never_repeat_even_when_the_row_was_deleted_and_written_again()
    {
        var rows = await OpenPartitionAsync();
        var versions = new List<string>();
        for (var life = 0; life < 3; life++)
        {
            // The same text every time: a version is not a hash of what it stands for.
            await CommitAsync(rows, RowWrite.Insert(Row(A, "same")));
            versions.Add(await VersionAsync(rows, A));
            await CommitAsync(rows, RowWrite.Replace(Row(A, "same"), versions[^1]));
            versions.Add(await VersionAsync(rows, A));
            await CommitAsync(rows, RowWrite.Put(Row(A, "same")));
            versions.Add(await VersionAsync(rows, A));
            await CommitAsync(rows, RowWrite.Delete(Row(A, "").RowKey));
        }

        Assert.Equal(versions.Count, versions.Distinct(StringComparer.Ordinal).Count());
        await CommitAsync(rows, RowWrite.Insert(Row(A, "same")));
        Assert.False(await CommitAsync(rows, RowWrite.Replace(Row(A, "stale"), versions[0])));
    }

    [Fact]
    public async Task A_commit_takes_a_hundred_writes()
    {
        var rows = await OpenPartitionAsync();
        var writes = Enumerable.Range(0, RowWrite.MaxPerCommit)
            .Select(i => RowWrite.Insert(Row(Sample.Id(i.ToString("x4")), "x"))).ToArray();
        Assert.True(await CommitAsync(rows, writes));
        Assert.NotNull(await rows.FindAsync(Sample.Id("0000")));
        Assert.NotNull(await rows.FindAsync(Sample.Id("0063")));
    }

    [Fact]
    public async Task More_writes_than_a_commit_takes_are_refused()
    {
        var rows = await OpenPartitionAsync();
        var writes = Enumerable.Range(0, MaxPerCommit + 1)
            .Select(i => RowWrite.Insert(Row(Sample.Id(i.ToString("x4")), "x"))).ToArray();
        await Assert.ThrowsAsync<ArgumentException>(() => CommitAsync(rows, writes));
        Assert.Null(await rows.FindAsync(Sample.Id("0000")));
    }

    [Fact]
    public async Task A_row_named_twice_is_refused()
    {
        var rows = await OpenPartitionAsync();
        await Assert.ThrowsAsync<ArgumentException>(() => CommitAsync(rows, RowWrite.Put(Row(A, "x")), RowWrite.Delete(Row(A, "").RowKey)));
        Assert.Null(await rows.FindAsync(A));
    }

    [Fact]
    public async Task A_commit_of_nothing_succeeds()
    {
        Assert.True(await CommitAsync(await OpenPartitionAsync()));
    }

    [Fact]
    public async Task Text_that_others_wrote_comes_back_as_it_was()
    {
        var rows = await OpenPartitionAsync();
        foreach (var text in Sample.HostileTexts)
        {
            Assert.True(await CommitAsync(rows, RowWrite.Put(Row(A, text))));
            Assert.Equal(text, await TextAsync(rows, A));
        }
    }

    [Fact]
    public async Task Half_a_surrogate_pair_does_not_keep_a_row_from_being_written()
    {
        var rows = await OpenPartitionAsync();
        Assert.True(await CommitAsync(rows, RowWrite.Put(Row(A, "cut \ud83d"))));
        Assert.StartsWith("cut ", await TextAsync(rows, A));
    }

    [Theory]
    [InlineData(70_000)]
    [InlineData(500_000)]
    public async Task A_large_row_comes_back_whole(int size)
    {
        var rows = await OpenPartitionAsync();
        var text = string.Concat(Enumerable.Range(0, size / 10).Select(i => $"{i:d8}é "))[..(size * 9 / 10)];
        Assert.True(await CommitAsync(rows, RowWrite.Insert(Row(A, text))));
        Assert.Equal(text, await TextAsync(rows, A));
    }

    [Fact]
    public async Task Three_hundred_kilobytes_of_noise_come_back_whole()
    {
        var rows = await OpenPartitionAsync();
        var text = string.Concat(Enumerable.Range(0, 300 * 1024 / 32).Select(i => LinkWatch.Links.Ids.Hash($"{i}")));
        Assert.True(await CommitAsync(rows, RowWrite.Insert(Row(A, text)), RowWrite.Insert(Row(B, "beside"))));
        Assert.Equal(text, await TextAsync(rows, A));
        Assert.Equal("beside", await TextAsync(rows, B));
    }

    [Fact]
    public async Task Many_megabytes_at_once_are_written_whole_or_refused_whole_and_by_name()
    {
        var rows = await OpenPartitionAsync();
        var noise = string.Concat(Enumerable.Range(0, 1536 * 1024 / 32).Select(i => LinkWatch.Links.Ids.Hash($"{i}")));
        var ids = Enumerable.Range(0, 6).Select(i => Sample.Id(i.ToString("x4"))).ToList();
        bool isKept;
        try
        {
            isKept = await CommitAsync(rows, [.. ids.Select(id => RowWrite.Insert(Row(id, id + noise)))]);
            Assert.True(isKept);
        }
        catch (CommitTooLargeException)
        {
            isKept = false;
        }

        foreach (var id in ids) Assert.Equal(isKept, await rows.FindAsync(id) is not null);
    }

    [Fact]
    public async Task Of_two_handles_that_insert_one_row_exactly_one_wins()
    {
        var (one, two) = (await OpenPartitionAsync(), await OpenPartitionAsync());
        for (var round = 0; round < 20; round++)
        {
            var id = Sample.Id(round.ToString("x4"));
            var won = await Task.WhenAll(Race(one, "one"), Race(two, "two"));
            Assert.Single(won, true);
            Assert.Equal(won[0] ? "one" : "two", await TextAsync(one, id));

            Task<bool> Race(IPartition handle, string name) => Task.Run(() => CommitAsync(handle, RowWrite.Insert(Row(id, name))), Stop);
        }
    }

    [Fact]
    public async Task Two_handles_that_count_in_one_row_lose_no_count()
    {
        const int Each = 25;
        var handles = new[] { await OpenPartitionAsync(), await OpenPartitionAsync() };
        await CommitAsync(handles[0], RowWrite.Insert(Row(A, "0")));
        await Task.WhenAll(handles.Select(handle => Task.Run(() => CountAsync(handle), Stop)));
        Assert.Equal($"{2 * Each}", await TextAsync(handles[0], A));

        async Task CountAsync(IPartition handle)
        {
            for (var done = 0; done < Each;)
            {
                var stored = await handle.FindAsync(A);
                var next = int.Parse(TextOf(stored!.Row)) + 1;
                if (await CommitAsync(handle, RowWrite.Replace(Row(A, $"{next}"), stored.Version))) done++;
            }
        }
    }

    protected static string A { get; } = Sample.Id("a");

    protected static string B { get; } = Sample.Id("b");

    protected static string C { get; } = Sample.Id("c");

    protected static string D { get; } = Sample.Id("d");

    protected static async Task<bool> CommitAsync(IPartition rows, params IReadOnlyList<RowWrite> writes) =>
        await rows.CommitAsync(writes) is not null;

    protected static async Task<string> VersionAsync(IPartition rows, string id) => (await rows.FindAsync(id))!.Version;

    protected async Task<string> TextAsync(IPartition rows, string id) => TextOf((await rows.FindAsync(id))!.Row);
}

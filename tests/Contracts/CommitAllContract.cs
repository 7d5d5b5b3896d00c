using LinkWatch.Storage;

namespace LinkWatch.Tests.Contracts;

/// <summary>What several commits at a time promise beside.</summary>
public abstract class CommitAllContract<TRow> : CommitContract<TRow> where TRow : class, IRow
{
    protected abstract Task<IReadOnlyList<CommitOutcome>> CommitAllAsync(IReadOnlyList<IReadOnlyList<RowWrite>> commits);

    [Fact]
    public async Task Of_several_commits_each_takes_effect_by_itself_and_the_outcomes_are_in_their_order()
    {
        var rows = await OpenPartitionAsync();
        await CommitAsync(rows, RowWrite.Insert(Row(B, "there")), RowWrite.Insert(Row(C, "there")));
        var old = await VersionAsync(rows, C);
        await CommitAsync(rows, RowWrite.Put(Row(C, "newer")));

        var outcomes = await CommitAllAsync(
        [
            [RowWrite.Insert(Row(A, "written"))],
            [RowWrite.Insert(Row(D, "with it")), RowWrite.Insert(Row(B, "again"))],
            [RowWrite.Replace(Row(C, "late"), old)],
            [RowWrite.Insert(Row(E, "written")), RowWrite.Put(Row(B, "put"))],
            [RowWrite.Delete(Row(Sample.Id("f"), "").RowKey)],
        ]);

        Assert.Equal(
            [CommitOutcome.Written, CommitOutcome.Overtaken, CommitOutcome.Overtaken, CommitOutcome.Written, CommitOutcome.Overtaken],
            outcomes);
        Assert.Equal("written", await TextAsync(rows, A));
        Assert.Equal("put", await TextAsync(rows, B));
        Assert.Equal("newer", await TextAsync(rows, C));
        Assert.Null(await rows.FindAsync(D));
        Assert.Equal("written", await TextAsync(rows, E));
    }

    [Fact]
    public async Task Several_commits_give_their_rows_versions_that_never_repeat()
    {
        var rows = await OpenPartitionAsync();
        var ids = Enumerable.Range(0, 250).Select(i => Sample.Id(i.ToString("x4"))).ToList();
        var outcomes = await CommitAllAsync([.. ids.Chunk(10).Select(part => part.Select(id => RowWrite.Insert(Row(id, "x"))).ToList())]);
        Assert.All(outcomes, outcome => Assert.Equal(CommitOutcome.Written, outcome));
        Assert.Equal(25, outcomes.Count);
        var first = await VersionAsync(rows, ids[0]);
        Assert.Equal([CommitOutcome.Written], await CommitAllAsync([[RowWrite.Replace(Row(ids[0], "y"), first)]]));
        Assert.Equal([CommitOutcome.Overtaken], await CommitAllAsync([[RowWrite.Replace(Row(ids[0], "z"), first)]]));
        Assert.Equal("y", await TextAsync(rows, ids[0]));
    }

    [Fact]
    public async Task Many_megabytes_among_several_commits_are_written_whole_or_called_too_large_and_hold_up_no_other()
    {
        var rows = await OpenPartitionAsync();
        var noise = string.Concat(Enumerable.Range(0, 1536 * 1024 / 32).Select(i => LinkWatch.Links.Ids.Hash($"{i}")));
        var large = Enumerable.Range(0, 6).Select(i => Sample.Id(i.ToString("x4"))).ToList();

        var outcomes = await CommitAllAsync(
            [[.. large.Select(id => RowWrite.Insert(Row(id, id + noise)))], [RowWrite.Insert(Row(B, "beside"))]]);

        Assert.NotEqual(CommitOutcome.Overtaken, outcomes[0]);
        Assert.Equal(CommitOutcome.Written, outcomes[1]);
        foreach (var id in large) Assert.Equal(outcomes[0] == CommitOutcome.Written, await rows.FindAsync(id) is not null);
        Assert.Equal("beside", await TextAsync(rows, B));
    }

    [Fact]
    public async Task If_one_of_several_commits_is_against_the_rules_nothing_is_written()
    {
        var rows = await OpenPartitionAsync();
        await Assert.ThrowsAsync<ArgumentException>(() => CommitAllAsync(
            [[RowWrite.Insert(Row(A, "x"))], [RowWrite.Put(Row(B, "x")), RowWrite.Delete(Row(B, "").RowKey)]]));
        Assert.Null(await rows.FindAsync(A));
        Assert.Empty(await CommitAllAsync([]));
    }

    private static string E { get; } = Sample.Id("e");
}

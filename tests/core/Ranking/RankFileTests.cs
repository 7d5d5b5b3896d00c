using System.Globalization;
using System.Text;
using FsCheck;
using FsCheck.Fluent;
using LinkWatch.Ranking;

namespace LinkWatch.Tests.Core.Ranking;

public sealed class RankFileTests
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(10_000, 4096)]
    [InlineData(10_000, 3)]
    [InlineData(129, 1)]
    public async Task Every_domain_of_a_list_is_found_at_its_position_and_no_other(int count, int chunkLength)
    {
        var domains = Enumerable.Range(1, count).Select(Domain).ToList();
        var list = string.Concat(domains.Index().Select(domain => $"{domain.Index + 1},{domain.Item}\n"));

        var (_, bytes) = await RankLists.ImportAsync(Encoding.ASCII.GetBytes(list), chunkLength: chunkLength);
        var file = await RankLists.OpenAsync(bytes);

        foreach (var (i, domain) in domains.Index())
        {
            Assert.Equal(new RankPlace(i + 1, count), await file.FindAsync(domain, Cancel));
            Assert.Null(await file.FindAsync("not-" + domain, Cancel));
        }
    }

    [Fact]
    public void Lists_of_any_names_and_positions_are_found_again() =>
        Prop.ForAll(
            Gen.Elements('a', 'b', '-', '7').NonEmptyListOf().Select(name => string.Concat(name.Take(60)) + ".example")
                .Zip(Gen.Choose(1, int.MaxValue)).NonEmptyListOf().ToArbitrary(),
            listed =>
            {
                var list = string.Concat(listed.Select(line => $"{line.Item2},{line.Item1}\n"));
                var (_, bytes) = RankLists.ImportAsync(Encoding.ASCII.GetBytes(list), chunkLength: 2).GetAwaiter().GetResult();
                var file = RankLists.OpenAsync(bytes).GetAwaiter().GetResult();
                return listed.GroupBy(line => line.Item1).All(domain =>
                    RankLists.PositionAsync(file, domain.Key).GetAwaiter().GetResult() == domain.Min(line => line.Item2));
            }).QuickCheckThrowOnFailure();

    [Fact]
    public async Task The_percentile_is_of_all_domains_that_the_list_ranks()
    {
        var (_, bytes) = await RankLists.ImportAsync("1,mountain-leaf.com\nbroken\nbroken\n4,teapot.co.uk\n");
        var file = await RankLists.OpenAsync(bytes);

        Assert.Equal(25, (await file.FindAsync("mountain-leaf.com", Cancel))!.Percentile);
        Assert.Equal(100, (await file.FindAsync("teapot.co.uk", Cancel))!.Percentile);
    }

    [Fact]
    public async Task A_file_that_was_cut_off_or_is_longer_is_refused()
    {
        var (_, bytes) = await RankLists.ImportAsync(RankLists.Tranco);

        for (var length = 0; length < bytes.Length; length++)
            await Assert.ThrowsAsync<RankListException>(() => RankLists.OpenAsync(bytes[..length]));
        await Assert.ThrowsAsync<RankListException>(() => RankLists.OpenAsync([.. bytes, 0]));
    }

    [Fact]
    public async Task A_foreign_file_and_one_of_another_version_and_a_damaged_one_are_refused()
    {
        var (_, bytes) = await RankLists.ImportAsync(RankLists.Tranco);

        Assert.Equal("it is no rank file of LinkWatch", await ProblemAsync(Encoding.ASCII.GetBytes(RankLists.CommonCrawl)));
        Assert.Equal("it is of version 2, and this is for version 1; import the list again", await ProblemAsync(With(bytes, 8, 2)));
        Assert.Equal("its header is damaged; import the list again", await ProblemAsync(With(bytes, 16, 9)));
        var file = await RankLists.OpenAsync(With(bytes, 512, 9));
        await Assert.ThrowsAsync<RankListException>(() => file.FindAsync("teapot.co.uk", Cancel).AsTask());
    }

    [Fact]
    public async Task A_domain_takes_ten_bytes_and_its_share_of_the_starts()
    {
        var list = string.Concat(Enumerable.Range(1, 20_000).Select(i => $"{i},{Domain(i)}\n"));

        var (_, bytes) = await RankLists.ImportAsync(list);

        Assert.InRange((bytes.Length - 512) / 20_000.0, 10, 10.1);
    }

    private static string Domain(int number) => string.Create(CultureInfo.InvariantCulture, $"tea{number * 7919L}.example");

    private static byte[] With(byte[] bytes, int at, byte value) => [.. bytes[..at], value, .. bytes[(at + 1)..]];

    private static async Task<string> ProblemAsync(byte[] bytes) =>
        (await Assert.ThrowsAsync<RankListException>(() => RankLists.OpenAsync(bytes))).Message;
}

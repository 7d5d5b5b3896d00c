using System.IO.Compression;
using System.Text;
using LinkWatch.Ranking;

namespace LinkWatch.Tests.Core.Ranking;

public sealed class RankListReaderTests
{
    public static TheoryData<RankKind, bool> Kinds =>
        [.. RankKinds.All.SelectMany(kind => new[] { (kind, true), (kind, false) })];

    [Theory]
    [MemberData(nameof(Kinds))]
    public async Task A_list_of_each_kind_is_recognised_or_taken_for_what_it_is_said_to_be(RankKind kind, bool isSaid) =>
        await HasAllThreeAsync(kind, Encoding.UTF8.GetBytes(RankLists.Of(kind)), isSaid ? kind : null);

    [Theory]
    [MemberData(nameof(Kinds))]
    public async Task A_byte_order_mark_and_windows_line_ends_make_no_difference(RankKind kind, bool isLastLineEnded)
    {
        var text = RankLists.Of(kind).Replace("\n", "\r\n", StringComparison.Ordinal);

        await HasAllThreeAsync(kind, [.. Encoding.UTF8.Preamble, .. Encoding.UTF8.GetBytes(isLastLineEnded ? text : text.TrimEnd())]);
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public async Task Gzip_and_zip_are_unpacked(RankKind kind, bool isZip)
    {
        using var packed = new MemoryStream();
        if (isZip)
        {
            await using var zip = await ZipArchive.CreateAsync(packed, ZipArchiveMode.Create, leaveOpen: true, null, Cancel);
            await using var entry = await zip.CreateEntry("list.csv").OpenAsync(Cancel);
            await entry.WriteAsync(Encoding.UTF8.GetBytes(RankLists.Of(kind)), Cancel);
        }
        else
        {
            // Common Crawl's files are made of several members.
            foreach (var line in RankLists.Of(kind).Split('\n', StringSplitOptions.RemoveEmptyEntries))
                await packed.WriteAsync(await GzipAsync(line + "\n"), Cancel);
        }

        await HasAllThreeAsync(kind, packed.ToArray());
    }

    [Fact]
    public async Task A_gzip_file_that_was_cut_off_anywhere_is_refused()
    {
        var bytes = await GzipAsync(string.Concat(Enumerable.Range(1, 40).Select(i => $"{i},tea{i * 7919}.example\n")));

        for (var length = 2; length < bytes.Length; length++)
            await Assert.ThrowsAnyAsync<Exception>(() => RankLists.ImportAsync(bytes[..length], RankKind.Tranco));
        Assert.Equal(40, (await RankLists.ImportAsync(bytes)).Reading.Domains);
    }

    [Fact]
    public async Task Malformed_lines_are_counted_and_the_first_are_named_and_the_others_are_read()
    {
        var (reading, file) = await RankLists.ImportAsync(
            "1,mountain-leaf.com\n\nx,two.example\n4\n0,zero.example\n5,not a domain\n6,double..dot.example\n-7,minus.example\n"
            + "99999999999,far.example\n9,.dot.example\n10," + new string('a', 300) + "\n3,blue-kettle.example,and more\n");

        Assert.Equal((2, 9), (reading.Domains, reading.Malformed));
        Assert.Equal([3, 4, 5, 6, 7], reading.FirstMalformed);
        Assert.Equal(3, await RankLists.PositionAsync(await RankLists.OpenAsync(file), "blue-kettle.example"));
    }

    [Fact]
    public async Task A_line_of_megabytes_is_one_malformed_line()
    {
        var (reading, file) = await RankLists.ImportAsync(
            $"1,mountain-leaf.com\n2,{new string('a', 3_500_000)}\n3,blue-kettle.example\n4,{new string('b', 2_500_000)}");

        Assert.Equal((2, 2), (reading.Domains, reading.Malformed));
        Assert.Equal([2, 4], reading.FirstMalformed);
        Assert.Equal(3, await RankLists.PositionAsync(await RankLists.OpenAsync(file), "blue-kettle.example"));
    }

    [Fact]
    public async Task Names_are_the_same_in_any_case_in_unicode_and_with_a_dot_at_the_end()
    {
        var (_, file) = await RankLists.ImportAsync("1,TeeHaus.Example\n2,t\u00e9.example\n3,xn--th-cja.example.\n");
        var ranks = await RankLists.OpenAsync(file);

        Assert.Equal(1, await RankLists.PositionAsync(ranks, "teehaus.example."));
        Assert.Equal(2, await RankLists.PositionAsync(ranks, "xn--t-bga.example"));
        Assert.Equal(3, await RankLists.PositionAsync(ranks, "TH\u00c9.example"));
    }

    [Fact]
    public async Task Of_a_domain_that_is_listed_twice_the_best_position_counts()
    {
        var (_, file) = await RankLists.ImportAsync("7,mountain-leaf.com\n2,mountain-leaf.com\n5,Mountain-Leaf.com\n");
        var ranks = await RankLists.OpenAsync(file);

        Assert.Equal(new RankPlace(2, 2), await ranks.FindAsync("mountain-leaf.com", Cancel));
        Assert.Equal(1, ranks.Header.Entries);
    }

    [Theory]
    [InlineData("", null, "it is empty")]
    [InlineData("source,target\n", null, "its first line is of no rank list that is known; say whose list it is with --kind")]
    [InlineData("1,mountain-leaf.com\n", RankKind.Majestic, "its first line is one of Tranco, not of Majestic Million")]
    [InlineData("mountain-leaf.com\n", RankKind.Majestic, "its first line isn't the header of Majestic Million")]
    [InlineData("mountain-leaf.com\n", RankKind.Tranco, "it has no line with a position and a domain as in lists of Tranco")]
    [InlineData("#harmonicc_pos\t#harmonicc_val\t#pr_pos\t#pr_val\t#host_rev\n", null, "it has the ranks of hosts")]
    public async Task What_is_no_such_list_is_refused(string text, RankKind? kind, string problem) =>
        Assert.StartsWith(
            problem,
            (await Assert.ThrowsAsync<RankListException>(() => RankLists.ImportAsync(text, kind))).Message,
            StringComparison.Ordinal);

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    private static async Task<byte[]> GzipAsync(string text)
    {
        using var packed = new MemoryStream();
        await using (var gzip = new GZipStream(packed, CompressionLevel.Fastest))
            await gzip.WriteAsync(Encoding.UTF8.GetBytes(text), Cancel);
        return packed.ToArray();
    }

    private static async Task HasAllThreeAsync(RankKind kind, byte[] list, RankKind? said = null)
    {
        var (reading, file) = await RankLists.ImportAsync(list, said);
        var ranks = await RankLists.OpenAsync(file);

        Assert.Equal((kind, 3, 0), (reading.Kind, reading.Domains, reading.Malformed));
        Assert.Equal(
            new RankHeader(kind, "2026-11", DateTimeOffset.UnixEpoch, Entries: 3, Domains: 3, BucketBits: 0), ranks.Header);
        Assert.Equal(1, await RankLists.PositionAsync(ranks, "mountain-leaf.com"));
        Assert.Equal(2, await RankLists.PositionAsync(ranks, "teapot.co.uk"));
        Assert.Equal(3, await RankLists.PositionAsync(ranks, "blue-kettle.example"));
        Assert.Null(await RankLists.PositionAsync(ranks, "com.mountain-leaf"));
        Assert.Null(await RankLists.PositionAsync(ranks, "no domain"));
    }
}

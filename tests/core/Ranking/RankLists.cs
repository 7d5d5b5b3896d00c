using System.Text;
using LinkWatch.Ranking;

namespace LinkWatch.Tests.Core.Ranking;

/// <summary>Rank lists of each kind, as they are published, with invented domains; and files made of them.</summary>
internal static class RankLists
{
    public const string CommonCrawl =
        "#harmonicc_pos\t#harmonicc_val\t#pr_pos\t#pr_val\t#host_rev\t#n_hosts\n"
        + "1\t3.5581828E7\t2\t0.009\tcom.mountain-leaf\t3203\n"
        + "2\t3.0E7\t1\t0.012\tuk.co.teapot\t12\n"
        + "3\t2.9E7\t3\t0.001\texample.blue-kettle\t1\n";

    public const string Tranco = "1,mountain-leaf.com\n2,teapot.co.uk\n3,blue-kettle.example\n";

    public const string Majestic =
        "GlobalRank,TldRank,Domain,TLD,RefSubNets,RefIPs,IDN_Domain,IDN_TLD,PrevGlobalRank,PrevTldRank,PrevRefSubNets,PrevRefIPs\n"
        + "1,1,mountain-leaf.com,com,480000,2700000,mountain-leaf.com,com,1,1,479000,2690000\n"
        + "2,1,teapot.co.uk,uk,470000,2600000,teapot.co.uk,uk,2,1,469000,2590000\n"
        + "3,1,blue-kettle.example,example,46,60,blue-kettle.example,example,3,1,45,59\n";

    public const string OpenPageRank =
        "\"Rank\",\"Domain\",\"Open Page Rank\"\n"
        + "\"1\",\"mountain-leaf.com\",\"10.00\"\n\"2\",\"teapot.co.uk\",\"9.85\"\n\"3\",\"blue-kettle.example\",\"0.12\"\n";

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public static string Of(RankKind kind) => kind switch
    {
        RankKind.CommonCrawl => CommonCrawl,
        RankKind.Tranco => Tranco,
        RankKind.Majestic => Majestic,
        _ => OpenPageRank,
    };

    public static async Task<(RankReading Reading, byte[] File)> ImportAsync(byte[] list, RankKind? kind = null, int chunkLength = 4096)
    {
        using var spill = new MemoryStream();
        using var packed = new MemoryStream(list);
        await using var content = await RankContent.OpenAsync(packed, Cancel);
        var sorter = new RankSorter(spill, chunkLength);
        var reading = await RankListReader.ReadAsync(content, kind, sorter, progress: null, Cancel);
        using var file = new MemoryStream();
        var writer = new RankFileWriter(file, reading.Kind, "2026-11", DateTimeOffset.UnixEpoch, sorter.Count);
        sorter.Drain(writer, progress: null, Cancel);
        writer.Complete();
        return (reading, file.ToArray());
    }

    public static Task<(RankReading Reading, byte[] File)> ImportAsync(string list, RankKind? kind = null) =>
        ImportAsync(Encoding.UTF8.GetBytes(list), kind);

    public static Task<RankFile> OpenAsync(byte[] file) => RankFile.OpenAsync(new Source(file), Cancel);

    public static async Task<long?> PositionAsync(RankFile file, string domain) => (await file.FindAsync(domain, Cancel))?.Position;

    private sealed class Source(byte[] file) : IRankSource
    {
        public long Length => file.Length;

        public ValueTask ReadAsync(long offset, Memory<byte> buffer, CancellationToken cancellationToken)
        {
            file.AsSpan((int)offset, buffer.Length).CopyTo(buffer.Span);
            return ValueTask.CompletedTask;
        }
    }
}

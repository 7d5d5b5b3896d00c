using System.Text;
using LinkWatch.Discovery;
using LinkWatch.Discovery.Sources;

namespace LinkWatch.Tests.Core.Discovery.Sources;

public sealed class CommonCrawlTests
{
    private const string Links = """
        {"path":"IMG@/src","url":"https://shop.example/logo.png"},
        {"path":"A@/href","url":"https://shop.example/tea","text":"Green tea","rel":"nofollow"},
        {"path":"A@/href","url":"https://SHOP.example/tea","text":"again"},{"path":"A@/href","url":"//www.tea.example/?a=1&b","title":"t"},
        {"path":"A@/href","url":"https://else.example/?u=https://shop.example/tea"},{"path":"A@/href","url":"mailto:tea@shop.example"},
        {"path":"FORM@/action","url":"https://shop.example/order","method":"post"},{"path":"A@/href","url":5,"text":null}
        """;

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Links_to_the_site_are_found_in_a_WAT_file()
    {
        var wat = Warcinfo + Record("https://blog.example/a", Links) + Record("https://else.example/", """{"path":"A@/href","url":"/x"}""")
            + Record("https://shop.example/own", Links);
        var (count, dropped) = (new SourceCount(), new DropCount());

        var found = await WatSource.ReadAsync(Stream(wat), LogLines.Shop, count, dropped, progress: null, Cancel);

        Assert.Equal(
            [
                "https://blog.example/a > https://shop.example/tea “Green tea” 2 2026-10-10T11:55:36",
                "https://blog.example/a > https://www.tea.example/?a=1&b “” 1 2026-10-10T11:55:36",
            ],
            found.Select(link => $"{link.Source.Href} > {link.Target!.Href} “{link.Anchor}” {link.Hits} {link.SeenAt:s}"));
        Assert.All(found, link => Assert.Equal(CandidateOrigin.CommonCrawl, link.Origin));
        Assert.Equal((4, 2, 0), (count.Lines, count.Others, count.Malformed));
        Assert.Equal(1, dropped[DropReason.OwnSite]);
    }

    [Fact]
    public async Task A_record_cut_off_or_without_an_address_is_malformed_and_the_others_are_read()
    {
        var whole = Record("https://blog.example/a", Links);
        var cut = whole.TrimEnd()[..^20] + "\r\n\r\n";
        var count = new SourceCount();

        var found = await WatSource.ReadAsync(
            Stream(cut + Record("data:text/html,x", Links) + whole), LogLines.Shop, count, new DropCount(), progress: null, Cancel);

        Assert.Equal(2, found.Count);
        Assert.Equal((3, 2), (count.Lines, count.Malformed));
    }

    [Fact]
    public async Task An_international_name_is_found_however_it_is_written()
    {
        var site = LogLines.Shop with { Domains = ["xn--mller-kva.example"] };
        var wat = Record(
            "https://blog.example/a",
            """
            {"path":"A@/href","url":"https://müller.example/a"},{"path":"A@/href","url":"https://xn--mller-kva.example/b"}
            """);

        var found = await WatSource.ReadAsync(Stream(wat), site, new SourceCount(), new DropCount(), progress: null, Cancel);

        Assert.Equal(["/a", "/b"], found.Select(link => link.Target!.Path));
    }

    [Fact]
    public async Task Domains_that_link_to_the_site_are_found_in_the_graph()
    {
        const string Vertices =
            "0\tcom.blog\t3\n1\texample.notshop\t1\n2\texample.shop\t1\n3\texample.shop.www\t1\n4\torg.wiki\t9\n"
            + "5\texample.shop-x\t1\nx\n6\t\t1\n";
        const string Edges = "0\t2\n1\t4\n2\t3\n4\t3\n5\t0\n4\t2\n\n9\t\n";
        var graph = new GraphSource(LogLines.Shop);
        var (vertices, edges) = (new SourceCount(), new SourceCount());

        await graph.ReadVerticesAsync(Stream(Vertices), vertices, progress: null, Cancel);
        await graph.ReadEdgesAsync(Stream(Edges), edges, progress: null, Cancel);
        var found = await graph.ReadNamesAsync(Stream(Vertices), progress: null, Cancel);

        Assert.True(graph.IsThere);
        Assert.Equal(["https://blog.com/", "https://wiki.org/"], found.Select(home => home.Source.Href));
        Assert.All(found, home => Assert.True(home is { IsOriginOnly: true, Target: null, Origin: CandidateOrigin.CommonCrawl }));
        Assert.Equal((8, 4, 2), (vertices.Lines, vertices.Others, vertices.Malformed));
        Assert.Equal((7, 3, 1), (edges.Lines, edges.Others, edges.Malformed));
        Assert.Equal(8, Assert.Single(edges.FirstMalformed).Line);
    }

    private static MemoryStream Stream(string text) => new(Encoding.UTF8.GetBytes(text));

    private const string Warcinfo =
        "WARC/1.0\r\nWARC-Type: warcinfo\r\nContent-Type: application/warc-fields\r\nContent-Length: 21\r\n\r\nSoftware-Info: test\r\n\r\n"
        + "WARC/1.0\r\nWARC-Type: metadata\r\nContent-Type: application/json\r\n\r\n{\"Envelope\":{\"Format\":\"WARC\"}}\r\n\r\n";

    private static string Record(string page, string links)
    {
        var json = """
            {"Container":{"Filename":"x.warc.gz"},"Envelope":{"Payload-Metadata":{
            "Actual-Content-Type":"application/http; msgtype=response","HTTP-Response-Metadata":{"Headers":{"Date":"x"},
            "HTML-Metadata":{"Head":{"Title":"T","Link":[{"path":"LINK@/href","url":"https://shop.example/feed"}]},"Links":[LINKS]}}},
            "WARC-Header-Metadata":{"WARC-Type":"response","WARC-Date":"2026-10-10T11:55:36Z","WARC-Target-URI":"PAGE"}}}
            """.Replace("LINKS", links, StringComparison.Ordinal).Replace("PAGE", page, StringComparison.Ordinal).ReplaceLineEndings("");
        return $"WARC/1.0\r\nWARC-Type: metadata\r\nWARC-Target-URI: {page}\r\n"
            + $"Content-Length: {Encoding.UTF8.GetByteCount(json)}\r\n\r\n{json}\r\n\r\n";
    }
}

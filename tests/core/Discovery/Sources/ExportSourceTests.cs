using System.Text;
using LinkWatch.Discovery;
using LinkWatch.Discovery.Sources;
using LinkWatch.Tests.Support;

namespace LinkWatch.Tests.Core.Discovery.Sources;

/// <summary>What becomes of the rows of each tool's export is pinned: a candidate, dropped, or malformed with its problem.</summary>
public sealed class ExportSourceTests
{
    private const string Blog = "https://blog.example/";
    private const string Tea = "https://shop.example/tea";

    /// <summary>Headers and rows as the tools write them, in the encodings, separators, numbers and dates that occur.</summary>
    public static TheoryData<string, string, string> Exports => new()
    {
        {
            "ahrefs", "utf-16",
            "\"Referring page title\"\t\"Referring page URL\"\t\"Domain rating\"\t\"Domain traffic\"\t\"Target URL\"\t"
                + "\"Anchor\"\t\"Nofollow\"\t\"First "
                + "seen\"\t\"Last seen\"\t\"Lost\"\n"
                + $"\"Grüner \"\"Tee\"\"\"\t\"{Blog}ahrefs\"\t\"72,5\"\t\"1 200\"\t\"{Tea}\"\t\"Grüntee\"\t\"true\"\t"
                + "\"2025-01-02 03:04:05\"\t\"2026-09-28 "
                + "11:12:13\"\t\"\"\n"
                + $"\"A\nB\"\t\"{Blog}lines\"\t\"1\"\t\"0\"\t\"{Tea}\"\t\"x\"\t\"false\"\t\"2025-01-02 03:04:05\"\t\"\"\t\"\"\n"
                + $"\"\"\t\"{Blog}ahrefs\"\t\"72,5\"\t\"1 200\"\t\"{Tea}\"\t\"again\"\t\"true\"\t\"\"\t\"\"\t\"\"\n"
                + $"\"\"\t\"ftp://blog.example/\"\t\"1\"\t\"1\"\t\"{Tea}\"\t\"x\"\t\"true\"\t\"\"\t\"\"\t\"\"\n"
                + $"\"\"\t\"{Blog}other\"\t\"1\"\t\"1\"\t\"https://else.example/\"\t\"x\"\t\"true\"\t\"\"\t\"\"\t\"\"\n"
        },
        {
            "semrush", "utf-8",
            "Page ascore;Source title;Source url;Target url;Anchor;External links;Internal links;Nofollow;First seen;Last seen\n"
                + $"41;Tee; {Blog}semrush;{Tea};Tee;1.203;17;false;03.02.2025;28.09.2026\n"
                + $"41;Tee;{Blog}semrush2;{Tea};;1.203;17;true;03/02/2025;05/06/2026\n"
                + $"41;Tee;blog.example/no-scheme;{Tea};Tee;1;1;false;;\n"
        },
        {
            "majestic", "utf-8-bom",
            "SourceURL,AnchorText,TargetURL,FlagRedirect,FlagFrame,FlagNoFollow,FlagImages,FlagDeleted,FlagAltText,FlagMention,"
                + "Date,LastSeenDate,"
                + "SourceTrustFlow,SourceCitationFlow\r\n"
                + $"{Blog}majestic,\"tea, green\",{Tea},0,0,1,0,0,0,0,2025-01-02,2026-09-28,33,40\r\n"
                + $"{Blog}majestic2,,{Tea},0,0,1,0,0,0,0,2025-01-02,,\"1,234\",40\r\n"
        },
        {
            "moz", "windows-1252",
            "URL,Title,Anchor Text,Spam Score,PA,DA,Target\n"
                + $"{Blog}moz,Caf\u00e9,th\u00e9 vert,5%,31,44,{Tea}\n"
                + $"{Blog}moz2,T,x,\u2014,31,44,{Tea},one cell too many\n"
        },
        {
            "search-console", "utf-8",
            $"Verlinkende Seite,Zuletzt gecrawlt\n{Blog}gsc,28.09.2026\n{Blog}gsc2,29.09.2026\n"
                + $"{Blog}gsc,28.09.2026\nhttps://www.shop.example/own,1.1.2026\n"
        },
        { "search-console-us", "utf-8", $"Linking page,Last crawled\n{Blog}us,\"Sep 28, 2026\"\n{Blog}us2,9/28/2026\n" },
        { "search-console-ja", "utf-16-be", $"リンク元ページ,最終クロール日\n{Blog}ja,2026年9月28日\n" },
        {
            "bing", "utf-8-bom",
            $"\"Source Url\",\"Anchor text\",\"Target Url\"\r\n\"{Blog}bing\",\"say \"\"tea\"\"\",\"{Tea}\"\r\n\"\",\"x\",\"{Tea}\"\r\n"
        },
        { "plain", "utf-8", $"{Blog}plain\n{Blog}with;semicolon,and,comma\n" },
    };

    [Theory]
    [MemberData(nameof(Exports))]
    public async Task Every_row_of_an_export_is_a_candidate_dropped_or_malformed(string tool, string encoding, string text)
    {
        var bytes = Encode(encoding, text);
        var (count, dropped) = (new SourceCount(), new DropCount());
        var found = new List<Candidate>();
        await foreach (var candidate in ExportSource.ReadAsync(
            new MemoryStream(bytes), LogLines.Shop, count, dropped, progress: null, TestContext.Current.CancellationToken))
            found.Add(candidate);

        Assert.Equal(Rows(text) - (tool == "plain" ? 0 : 1), count.Lines);
        Assert.Equal(count.Lines, found.Count + dropped.Total + count.Malformed);
        var lines = found.Select(candidate =>
            ($"{candidate.Source.Href} > {candidate.Target?.Href ?? "the site"} “{candidate.Anchor}” "
                + $"{candidate.SeenAt:yyyy-MM-dd HH:mm}").TrimEnd());
        Golden.Holds($"{tool}.txt", string.Join('\n', [
            .. lines, .. dropped.All.Select(reason => $"dropped: {reason.Value} {reason.Key}"),
            .. count.FirstMalformed.Select(problem => $"row {problem.Line}: {problem.Problem}")]));
    }

    [Theory]
    [MemberData(nameof(Exports))]
    public async Task Each_is_recognised_by_its_content(string tool, string encoding, string text)
    {
        var detected = await SourceDetector.DetectAsync(Encode(encoding, text), LogLines.Shop, TestContext.Current.CancellationToken);

        Assert.Equal(SourceKind.Export, detected.Kind);
        Assert.NotEmpty(tool);
    }

    [Fact]
    public async Task A_file_that_cannot_be_used_is_refused_with_what_to_do_and_a_quote_that_never_closes_ends_what_was_read()
    {
        var refused = await Assert.ThrowsAsync<SourceException>(
            () => ReadAsync("Site,Linking pages,Target pages\nblog.example,100,7\n", new SourceCount()));
        var count = new SourceCount();
        await ReadAsync($"Linking page,Note\n{Blog}a,x\n{Blog}b,\"open\n{Blog}c,x\n", count);

        Assert.Contains("“Latest links”", refused.Message, StringComparison.Ordinal);
        Assert.Equal((1, false), (count.Lines, count.IsWhole));
        Assert.StartsWith("row 3: a quotation mark opens here", count.Damage, StringComparison.Ordinal);
    }

    private static async Task ReadAsync(string text, SourceCount count)
    {
        await foreach (var _ in ExportSource.ReadAsync(
            new MemoryStream(Encoding.UTF8.GetBytes(text)), LogLines.Shop, count, new DropCount(), progress: null,
            TestContext.Current.CancellationToken)) Assert.True(count.Lines > 0);
    }

    /// <summary>Line ends outside quotation marks.</summary>
    private static int Rows(string text)
    {
        var isQuoted = false;
        return text.Count(letter => (isQuoted ^= letter == '"') is false && letter == '\n');
    }

    private static byte[] Encode(string encoding, string text) => encoding switch
    {
        "utf-16" => [.. Encoding.Unicode.Preamble, .. Encoding.Unicode.GetBytes(text)],
        "utf-16-be" => [.. Encoding.BigEndianUnicode.Preamble, .. Encoding.BigEndianUnicode.GetBytes(text)],
        "utf-8-bom" => [.. Encoding.UTF8.Preamble, .. Encoding.UTF8.GetBytes(text)],
        "windows-1252" => CodePagesEncodingProvider.Instance.GetEncoding(1252)!.GetBytes(text),
        _ => Encoding.UTF8.GetBytes(text),
    };
}

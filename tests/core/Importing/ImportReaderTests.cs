using System.Text;
using LinkWatch.Importing;
using LinkWatch.Links;
using LinkWatch.Urls;

namespace LinkWatch.Tests.Core.Importing;

public sealed class ImportReaderTests
{
    private const string Full = """
        TAGS, Contact ,target,Source,rel,anchor,cost,acquired,match,Campaign
        "guest post; 2026",Ann <ann@blog.example>,https://own.example/a,https://blog.example/1,"nofollow, UGC noopener",
        """ + "Own,€ 120,paid,exact,spring";

    [Fact]
    public async Task Every_column_of_the_plain_form_is_read_in_any_order_and_the_rest_kept_as_notes()
    {
        var link = (await ImportFile.OnlyAsync(Full)).Backlink!;

        Assert.Equal("https://blog.example/1", link.Source.Href);
        Assert.Equal(new LinkTarget(WebUrl.Parse("https://own.example/a"), MatchMode.Exact), link.Target);
        Assert.Equal(["guest post", "2026"], link.Tags);
        Assert.Equal(["nofollow", "ugc"], link.ExpectedRel);
        Assert.Equal("Own", link.ExpectedAnchor);
        Assert.Equal((new Money(120, "EUR"), null), (link.Price, link.Cost));
        Assert.Equal("Ann <ann@blog.example>", link.Contact);
        Assert.Equal(Acquired.Paid, link.Acquired);
        Assert.Equal(new Dictionary<string, string> { ["Campaign"] = "spring" }, link.Notes);
    }

    [Theory]
    [InlineData("price,currency,paid until", "120.50;EUR;2026-12-31", "120.50 EUR", null, "2026-12-31")]
    [InlineData("Price,Expires", "€1.200,50;31.12.2026", "1200.50 EUR", null, "2026-12-31")]
    [InlineData("Price Paid,Expiry Date", "US$ 90;31/12/2026", "90 USD", null, "2026-12-31")]
    [InlineData("cost,end_date", "£75;Dec 31, 2026", "75 GBP", null, "2026-12-31")]
    [InlineData("cost,price", "two articles;75 GBP", "75 GBP", "two articles", null)]
    [InlineData("cost,price", "75 GBP;75.00 GBP", "75 GBP", null, null)]
    [InlineData("price,currency", ";EUR", null, null, null)]
    [InlineData("price", "120", null, "120", null)]
    [InlineData("price,currency", "a lot;EUR", null, "a lot EUR", null)]
    [InlineData("cost,price", "two articles;120", null, "two articles; 120", null)]
    public async Task What_is_paid_is_read_as_people_write_it_and_what_is_no_price_is_kept(
        string header, string cells, string? price, string? cost, string? until)
    {
        var row = string.Join(',', cells.Split(';').Select(cell => $"\"{cell}\""));
        var link = (await ImportFile.OnlyAsync($"source,{header}\nhttps://blog.example/1,{row}\n")).Backlink!;

        Assert.Equal((price, cost), (link.Price?.ToString(), link.Cost));
        Assert.Equal(until is null ? (DateOnly?)null : DateOnly.Parse(until), link.PaidUntil);
    }

    [Theory]
    [InlineData("paid until", "03/04/2026", "paid until '03/04/2026' can be read two ways: write it as 2026-12-31")]
    [InlineData("paid until", "soon", "paid until 'soon' is not a date: write it as 2026-12-31")]
    [InlineData("paid from", "31/02/2026", "paid from '31/02/2026' is not a date: write it as 2026-12-31")]
    [InlineData("agreed placement", "top", "agreed placement 'top' is not known: write content,")]
    public async Task What_was_agreed_and_cannot_be_read_is_said_by_its_row(string header, string cell, string problem)
    {
        var row = await ImportFile.OnlyAsync($"source,{header}\nhttps://blog.example/1,\"{cell}\"\n");

        Assert.Null(row.Backlink);
        Assert.StartsWith(problem, row.Problem!.Replace('“', '\'').Replace('”', '\''), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("https://blog.example/1\nhttps://blog.example/2\n")]
    [InlineData("\n\nhttps://blog.example/1\r\n\r\n  https://blog.example/2  ")]
    [InlineData("source\nhttps://blog.example/1\nhttps://blog.example/2")]
    [InlineData("URL\rhttps://blog.example/1\rhttps://blog.example/2\r")]
    [InlineData("\"source\",\"notes\"\n\"https://blog.example/1\",\"a\nb\"\n\"https://blog.example/2\",\n")]
    [InlineData("sep=;\nsource;x\nhttps://blog.example/1;y\nhttps://blog.example/2")]
    [InlineData("source|x\nhttps://blog.example/1|y\nhttps://blog.example/2|z")]
    [InlineData("source\ttarget\nhttps://blog.example/1\t\nhttps://blog.example/2")]
    public async Task A_row_without_a_target_means_the_sites_domain(string file)
    {
        var rows = await ImportFile.ReadAsync(file);

        Assert.Equal(["https://blog.example/1", "https://blog.example/2"], rows.Select(row => row.Backlink?.Source.Href));
        Assert.All(rows, row => Assert.Equal(ImportFile.Fallback, row.Backlink!.Target));
    }

    [Theory]
    [InlineData("https://blog.example/1,https://own.example/a")]
    [InlineData("https://blog.example/1;https://own.example/a")]
    [InlineData("https://blog.example/1\thttps://own.example/a")]
    [InlineData("\"https://blog.example/1\", \"https://own.example/a\"")]
    [InlineData("source;target\nhttps://blog.example/1;https://own.example/a")]
    [InlineData("Source_URL,target-url\nhttps://blog.example/1,https://own.example/a")]
    public async Task The_source_is_not_mistaken_for_the_target(string file)
    {
        var link = (await ImportFile.OnlyAsync(file)).Backlink!;

        Assert.Equal("https://blog.example/1", link.Source.Href);
        Assert.Equal(new LinkTarget(WebUrl.Parse("https://own.example/a")), link.Target);
    }

    [Theory]
    [InlineData("https://blog.example/a,b;c|d\nhttps://blog.example/e,f")]
    [InlineData("url\nhttps://blog.example/a,b;c|d\nhttps://blog.example/e,f")]
    public async Task A_list_of_addresses_keeps_their_commas(string file)
    {
        var rows = await ImportFile.ReadAsync(file);

        Assert.Equal(["https://blog.example/a,b;c|d", "https://blog.example/e,f"], rows.Select(row => row.Source));
    }

    public static TheoryData<string> Encodings =>
    [
        "utf-8", "utf-8-bom", "utf-16", "utf-16BE", "utf-16-without-mark", "utf-16BE-without-mark", "utf-32", "windows-1252"
    ];

    [Theory]
    [MemberData(nameof(Encodings))]
    public async Task A_file_is_read_in_whatever_encoding_a_spreadsheet_saved_it(string name)
    {
        const string Text = "source;anchor\r\nhttps://blog.example/1;Käse – ü\r\n";
        var western = CodePagesEncodingProvider.Instance.GetEncoding(1252)!;
        byte[] file = name switch
        {
            "utf-8-bom" => [.. Encoding.UTF8.Preamble, .. Encoding.UTF8.GetBytes(Text)],
            "utf-16" => [.. Encoding.Unicode.Preamble, .. Encoding.Unicode.GetBytes(Text)],
            "utf-16BE" => [.. Encoding.BigEndianUnicode.Preamble, .. Encoding.BigEndianUnicode.GetBytes(Text)],
            "utf-16-without-mark" => Encoding.Unicode.GetBytes(Text),
            "utf-16BE-without-mark" => Encoding.BigEndianUnicode.GetBytes(Text),
            "utf-32" => [.. Encoding.UTF32.Preamble, .. Encoding.UTF32.GetBytes(Text)],
            "windows-1252" => western.GetBytes(Text),
            _ => Encoding.UTF8.GetBytes(Text),
        };

        var link = Assert.Single(await ImportFile.ReadAsync(file)).Backlink!;

        Assert.Equal("https://blog.example/1", link.Source.Href);
        Assert.Equal("Käse – ü", link.ExpectedAnchor);
    }

    [Fact]
    public async Task A_western_byte_far_behind_the_beginning_is_read_as_well()
    {
        var lines = string.Concat(Enumerable.Range(0, 5_000).Select(i => $"https://blog.example/{i},x\n"));
        byte[] file = [.. Encoding.ASCII.GetBytes("source,anchor\n" + lines + "https://blog.example/last,K"), 0xE4, .. "se\n"u8];

        Assert.Equal("Käse", (await ImportFile.ReadAsync(file))[^1].Backlink!.ExpectedAnchor);
    }

    [Theory]
    [InlineData("example.com/page", "the source “example.com/page” has no scheme: write “https://example.com/page”")]
    [InlineData("//example.com/page", "the source “//example.com/page” has no scheme: write “https://example.com/page”")]
    [InlineData("example.com:8080/page", "the source “example.com:8080/page” has no scheme: write “https://example.com:8080/page”")]
    [InlineData(
        "javascript:alert(1)", "the source “javascript:alert(1)” is not a web page: only http and https addresses can be visited")]
    [InlineData(
        "mailto:a@example.com", "the source “mailto:a@example.com” is not a web page: only http and https addresses can be visited")]
    [InlineData(
        "ftp://example.com/", "the source “ftp://example.com/” is not a web page: only http and https addresses can be visited")]
    [InlineData("https://", "the source “https://” is not an address that a browser would open: correct it")]
    [InlineData("", "there is no source: write the address of the linking page")]
    public async Task A_source_that_cannot_be_visited_is_reported_by_its_row_and_the_rest_is_read(string source, string problem)
    {
        var rows = await ImportFile.ReadAsync(
            $"source,target\nhttps://blog.example/1,\n\n{source},https://own.example/\nhttps://blog.example/2,\n");

        Assert.Equal([ImportRowKind.Link, ImportRowKind.Problem, ImportRowKind.Link], rows.Select(row => row.Kind));
        Assert.Equal($"row 4: {problem}", rows[1].ToString());
    }

    [Theory]
    [InlineData("blog.example/post?p=1", "https://blog.example/post?p=1")]
    [InlineData("//blog.example/post", "https://blog.example/post")]
    [InlineData("blog.example:8080/post", "https://blog.example:8080/post")]
    [InlineData("n/a", null)]
    [InlineData("3.5", null)]
    [InlineData("editor@blog.example", null)]
    [InlineData("http//blog.example/a", null)]
    [InlineData("blog.example is down", null)]
    public async Task In_the_export_of_a_known_tool_an_address_may_lack_its_scheme(string source, string? read)
    {
        var rows = await ImportFile.ReadAsync($"URL,Title,DA,Target\n{source},Tea,40,own.example/tea\n");

        var row = Assert.Single(rows);
        Assert.Equal((read, read is not null), (row.Backlink?.Source.Href, row.LacksScheme));
        Assert.Equal(read is null ? null : "https://own.example/tea", row.Backlink?.Target.Url.Href);
        Assert.Equal(source, row.Source);
    }

    [Theory]
    [InlineData("example.com/page\nhttps://blog.example/2")]
    [InlineData("javascript:void(0)\nhttps://blog.example/2")]
    public async Task A_list_that_begins_with_a_bad_address_is_still_a_list(string file)
    {
        var rows = await ImportFile.ReadAsync(file);

        Assert.Equal([(1, ImportRowKind.Problem), (2, ImportRowKind.Link)], rows.Select(row => (row.Number, row.Kind)));
    }

    [Theory]
    [InlineData("match", "domein", "match “domein” is not known: write page, exact or domain")]
    [InlineData("acquired", "bought", "acquired “bought” is not known: write natural, manual, self-created or paid")]
    [InlineData("target", "own.example/a", "the target “own.example/a” has no scheme: write “https://own.example/a”")]
    public async Task A_value_outside_its_set_is_reported_with_the_set(string column, string value, string problem) =>
        Assert.Equal(problem, (await ImportFile.OnlyAsync($"source,{column}\nhttps://blog.example/1,{value}")).Problem);

    [Fact]
    public async Task A_whole_domain_may_be_written_without_its_scheme()
    {
        var link = (await ImportFile.OnlyAsync("source,target,match\nhttps://blog.example/1,own.example,Domain")).Backlink!;

        Assert.Equal(new LinkTarget(WebUrl.Parse("https://own.example/"), MatchMode.Domain), link.Target);
    }

    [Fact]
    public async Task Without_a_site_every_row_needs_a_target()
    {
        var rows = await ImportFile.ReadAsync(new MemoryStream("source,target\nhttps://blog.example/1,\n"u8.ToArray()), fallback: null);

        Assert.Equal("there is no target: write the address that is linked to", Assert.Single(rows).Problem);
    }

    [Fact]
    public async Task Rows_are_numbered_as_a_spreadsheet_does_whatever_lines_their_cells_take()
    {
        var rows = await ImportFile.ReadAsync("source,notes\n\"https://blog.example/1\",\"a\nb\nc\"\n,,\nexample.com,x\n");

        Assert.Equal([2, 4], rows.Select(row => row.Number));
        Assert.Equal("a\nb\nc", rows[0].Backlink!.Notes["notes"]);
    }

    [Fact]
    public async Task A_link_that_comes_twice_counts_once()
    {
        var rows = await ImportFile.ReadAsync("""
            source,target,match
            https://blog.example/1,https://own.example/a,
            HTTPS://Blog.example/1#top,https://own.example/a,page
            https://blog.example/1,https://own.example/a,exact
            """);

        Assert.Equal([ImportRowKind.Link, ImportRowKind.Duplicate, ImportRowKind.Link], rows.Select(row => row.Kind));
        Assert.Equal("row 3: the same link as row 2: counted once", rows[1].ToString());
    }

    [Fact]
    public async Task A_row_may_have_fewer_cells_than_the_header_and_empty_ones_after_it()
    {
        var rows = await ImportFile.ReadAsync(
            "source,target,tags\nhttps://blog.example/1\nhttps://blog.example/2,https://own.example/,a,, \n");

        Assert.Equal([ImportRowKind.Link, ImportRowKind.Link], rows.Select(row => row.Kind));
    }

    [Fact]
    public async Task Cells_that_no_column_is_for_are_a_problem_because_others_may_be_in_the_wrong_one()
    {
        var rows = await ImportFile.ReadAsync("source,target,tags\nhttps://blog.example/2,https://own.example/,a,b,c\n");

        Assert.Equal(
            "row 2: there are 5 cells for 3 columns: put a cell that holds the separator in quotation marks",
            Assert.Single(rows).ToString());
    }

    [Fact]
    public async Task A_hostile_cell_makes_one_line_of_its_problem()
    {
        var row = await ImportFile.OnlyAsync("source,target\n\"evil\r\n\u202Erow 9: all is well" + new string('x', 5_000) + "\",\n");

        Assert.Equal(ImportRowKind.Problem, row.Kind);
        Assert.DoesNotContain(row.Problem!, c => char.IsControl(c) || c == '\u202E');
        Assert.True(row.Problem!.Length < 400);
    }

    [Fact]
    public async Task What_a_row_may_hold_is_bounded()
    {
        var header = "source," + string.Join(',', Enumerable.Range(0, 500).Select(i => $"n{i}"));
        var cells = string.Join(',', Enumerable.Range(0, 500).Select(_ => new string('x', 900)));

        var notes = (await ImportFile.OnlyAsync($"{header}\nhttps://blog.example/1,{cells}\n")).Backlink!.Notes;

        Assert.Equal(64, notes.Count);
        Assert.All(notes.Values, note => Assert.Equal(500, note.Length));
    }

    [Fact]
    public async Task Reading_stops_when_asked_to()
    {
        using var stop = new CancellationTokenSource();
        await stop.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(async () =>
        {
            var (file, options) = (new MemoryStream("source\n"u8.ToArray()), new ImportOptions(ImportFile.Fallback));
            await foreach (var row in ImportReader.ReadAsync(file, options, stop.Token))
                Assert.Fail(row.ToString());
        });
    }
}

using System.Text;
using LinkWatch.Html.Encodings;
using LinkWatch.Tests.Support;

namespace LinkWatch.Tests.Core.Html.Encodings;

public sealed class PageEncodingTests
{
    [Theory]
    [InlineData("<meta charset=iso-8859-2>", null, "iso-8859-2")]
    [InlineData("<META CHARSET='ISO-8859-2'>", null, "iso-8859-2")]
    [InlineData("<meta http-equiv=content-type content='text/html; charset=koi8-r'>", null, "koi8-r")]
    [InlineData("<meta content='text/html; charset = \"koi8-r\"' http-equiv=Content-Type>", null, "koi8-r")]
    [InlineData("<meta charset=koi8-r>", "text/html; charset=Shift_JIS", "shift_jis")]
    [InlineData("<meta charset=latin1>", "text/html", "windows-1252")]
    [InlineData("<meta charset=utf-16>", null, "utf-8")]
    [InlineData("<meta charset=x-user-defined>", null, "windows-1252")]
    [InlineData("<?xml version='1.0' encoding='iso-8859-2'?><p>", null, "iso-8859-2")]
    [InlineData("<?xml version='1.0' encoding='iso-8859-2'?><meta charset=koi8-r>", null, "koi8-r")]
    public void Declared_encodings_are_believed_in_the_standards_order(string html, string? contentType, string expected) =>
        Assert.Equal(expected, Sniff(Encoding.ASCII.GetBytes(html + "<p>\u00e9"), contentType));

    [Theory]
    [InlineData("<meta content='text/html; charset=koi8-r'>")]
    [InlineData("<meta http-equiv=refresh content='0; charset=koi8-r'>")]
    [InlineData("<!-- <meta charset=koi8-r> -->")]
    [InlineData("<p title='<meta charset=koi8-r>'>")]
    [InlineData("<metacharset=koi8-r>")]
    [InlineData("<meta charset=utf-7>")]
    [InlineData("<meta charset=hz-gb-2312>")]
    [InlineData("<meta charset=no-such-thing>")]
    [InlineData("<meta charset=>")]
    [InlineData("<meta charset")]
    [InlineData("<meta charset='koi8-r")]
    public void What_is_no_declaration_or_names_nothing_readable_is_passed_over(string html) =>
        Assert.Equal("utf-8", Sniff(Encoding.ASCII.GetBytes(html), null));

    [Theory]
    [InlineData("text/html; charset=utf-7")]
    [InlineData("text/html; charset=")]
    [InlineData("text/html; charset=\"")]
    [InlineData("charset charset charset=\u0000")]
    [InlineData("")]
    public void A_header_that_names_nothing_readable_is_passed_over(string contentType) =>
        Assert.Equal("windows-1252", Sniff([0x61, 0xE9, 0x62], contentType));

    [Fact]
    public void A_byte_order_mark_outranks_all_and_is_no_part_of_the_text()
    {
        var page = PageEncoding.Sniff(
            Encoding.UTF8.GetPreamble().Concat("<meta charset=koi8-r>é"u8.ToArray()).ToArray(), "text/html; charset=koi8-r");
        Assert.Equal("utf-8", page.Charset.Name);
        Assert.Equal("<meta charset=koi8-r>é", page.Decode());
        var utf16 = PageEncoding.Sniff(Encoding.Unicode.GetPreamble().Concat(Encoding.Unicode.GetBytes("é")).ToArray(), null);
        Assert.Equal("é", utf16.Decode());
    }

    [Fact]
    public void A_meta_after_the_first_1024_bytes_is_believed_where_a_parser_would_meet_it()
    {
        var padding = new string(' ', 2000);
        Assert.Equal("koi8-r", Sniff(Encoding.ASCII.GetBytes(padding + "<meta charset=koi8-r>"), null));
        Assert.Equal("utf-8", Sniff(Encoding.ASCII.GetBytes(padding + "<script>'<meta charset=koi8-r>'</script>"), null));
        Assert.Equal("koi8-r", Sniff(Encoding.ASCII.GetBytes(padding + "<script></scr</script><meta charset=koi8-r>"), null));
    }

    [Fact]
    public void Undeclared_bytes_are_utf8_if_valid_even_where_cut_else_windows_1252()
    {
        Assert.Equal("utf-8", Sniff("žluťoučký"u8.ToArray(), null));
        Assert.Equal("utf-8", Sniff("žluťoučký 🦄"u8.ToArray()[..^2], null));
        Assert.Equal("windows-1252", Sniff([.. "plain"u8, 0xE9, 0x21], null));
        Assert.Equal("utf-8", Sniff([], null));
    }

    [Fact]
    public void Malformed_bytes_become_replacement_characters()
    {
        Assert.Equal("a\uFFFDb", PageEncoding.Sniff(new byte[] { 0x61, 0xFF, 0x62 }, "text/html; charset=utf-8").Decode());
    }

    [Theory]
    [InlineData("shift_jis")]
    [InlineData("big5")]
    [InlineData("euc-jp")]
    [InlineData("euc-kr")]
    [InlineData("gbk")]
    public void A_character_that_was_cut_in_two_does_not_swallow_the_markup_after_it(string label)
    {
        var charset = CharsetLabels.Find(label)!;
        var two = charset.Encoding.GetBytes("中");
        Assert.Equal(2, two.Length);
        byte[] bytes = [.. "<p>"u8, .. two, two[0], .. "<a href=\"x"u8, two[0], .. "\">"u8, .. two, two[0]];
        Assert.Equal("<p>中\uFFFD<a href=\"x\uFFFD\">中\uFFFD", PageEncoding.Sniff(bytes, "text/html; charset=" + label).Decode());
    }

    [Fact]
    public void Every_label_of_the_table_decodes_any_byte_without_an_exception()
    {
        var bytes = Enumerable.Range(0, 256).Select(b => (byte)b).ToArray();
        foreach (var label in new[]
        {
            "utf8", "gb2312", "gb18030", "big5", "euc-jp", "iso-2022-jp", "sjis", "ks_c_5601-1987", "utf-16", "utf-16be", "x-user-defined",
            "iso-8859-8-i", "macintosh", "tis-620"
        })
        {
            Assert.NotEmpty(PageEncoding.Sniff(bytes, "text/html; charset=" + label).Decode());
        }
    }

    [Fact]
    public void The_suite_decodes_to_the_same_text()
    {
        int right = 0, of = 0, ascii = 0;
        var wrong = new List<string>();
        foreach (var line in Suites.Lines("encodings.jsonl"))
        {
            var bytes = line.GetProperty("bytesBase64").GetBytesFromBase64();
            var expected = CharsetLabels.Find(line.GetProperty("encoding").GetString())!.Encoding.GetString(bytes).TrimStart('\uFEFF');
            of++;
            if (Ascii.IsValid(bytes)) ascii++;
            if (PageEncoding.Sniff(bytes, null).Decode() == expected) right++;
            else wrong.Add(line.GetProperty("id").GetString()!);
        }

        Suites.Score("encodings", right, of,
            $"decode to the same text ({ascii} are plain ASCII and say nothing); wrong: {string.Join(", ", wrong)}");
        Assert.True(right >= 0.95 * of, string.Join(", ", wrong));
    }

    private static string Sniff(byte[] bytes, string? contentType) => PageEncoding.Sniff(bytes, contentType).Charset.Name;
}

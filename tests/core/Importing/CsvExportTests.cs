using System.Text;
using LinkWatch.Importing;

namespace LinkWatch.Tests.Core.Importing;

public sealed class CsvExportTests
{
    [Theory]
    [InlineData("=1+1", "'=1+1")]
    [InlineData("+49 1", "'+49 1")]
    [InlineData("-2", "'-2")]
    [InlineData("@SUM(A1)", "'@SUM(A1)")]
    [InlineData("\t=1", "'\t'=1")]
    [InlineData("\r=1", "'\r'=1")]
    [InlineData("\uFF1D1", "'\uFF1D1")]
    [InlineData("'=1", "''=1")]
    [InlineData("nice;=HYPERLINK(\"https://evil.example\")", "nice;'=HYPERLINK(\"https://evil.example\")")]
    [InlineData("nice;\"=1", "nice;'\"=1")]
    [InlineData("a; @b|-c", "a;' @b|'-c")]
    [InlineData("first\n=1", "first\n'=1")]
    [InlineData("a\t+1", "a\t'+1")]
    [InlineData("a;'=1", "a;''=1")]
    [InlineData("a;b=1|c-d", "a;b=1|c-d")]
    [InlineData("1=1", "1=1")]
    [InlineData("'quoted'", "'quoted'")]
    [InlineData("", "")]
    public async Task A_cell_that_a_spreadsheet_would_run_gets_an_apostrophe(string cell, string written)
    {
        var (text, exported) = await WriteAsync([cell]);

        var records = new List<CsvRecord>();
        await foreach (var record in CsvRecords.ReadAsync(new StringReader(text), ',', TestContext.Current.CancellationToken))
            records.Add(record);
        if (cell.Length > 0) Assert.Equal(written, records[1].Fields[0]);
        Assert.Equal(cell == written ? 0 : 1, exported.Guarded);
    }

    [Fact]
    public async Task The_export_says_how_many_cells_it_guarded()
    {
        Assert.Null((await WriteAsync(["a"])).Exported.Notice);
        Assert.StartsWith("1 cell looks like a formula", (await WriteAsync(["=a", "b"])).Exported.Notice, StringComparison.Ordinal);
        Assert.StartsWith("2 cells look like a formula", (await WriteAsync(["=a", "+b"])).Exported.Notice, StringComparison.Ordinal);
        Assert.Equal(2, (await WriteAsync(["=a", "+b"])).Exported.Rows);
    }

    [Fact]
    public async Task Cells_are_quoted_as_the_standard_says()
    {
        var (text, _) = await WriteAsync(["a,b", "say \"no\"", "two\nlines", null]);

        Assert.Equal("anchor,source\r\n\"a,b\",https://blog.example/0\r\n\"say \"\"no\"\"\",https://blog.example/1\r\n\"two\n"
            + "lines\",https://blog.example/2\r\n,https://blog.example/3\r\n", text);
    }

    [Fact]
    public async Task What_was_exported_is_imported_as_it_was()
    {
        var anchors = ImportRefusalTests.Naughty()
            .Concat(["nice;=x", "nice;'=x", "a|\"-x;+y", "'=x", "''=x", "'", "=", "'+", "\uFF0Bx"])
            .Select(text => text.Trim().Trim('\uFEFF'))
            .Where(text => text.Length is > 0 and <= 500 && !text.Contains('\0'))
            .ToList();

        var (text, _) = await WriteAsync(anchors);
        var rows = await ImportFile.ReadAsync(text);

        Assert.Equal(anchors, rows.Select(row => row.Backlink?.ExpectedAnchor));
    }

    private static async Task<(string Text, CsvExported Exported)> WriteAsync(IEnumerable<string?> anchors)
    {
        using var file = new MemoryStream();
        var exported = await CsvExport.WriteAsync(file, ["anchor", "source"], Rows(), TestContext.Current.CancellationToken);
        return (Encoding.UTF8.GetString(file.ToArray()), exported);

        async IAsyncEnumerable<IReadOnlyList<string?>> Rows()
        {
            await Task.CompletedTask;
            foreach (var (i, anchor) in anchors.Index()) yield return [anchor, $"https://blog.example/{i}"];
        }
    }
}

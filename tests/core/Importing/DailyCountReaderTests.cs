using System.Text;
using LinkWatch.Importing;
using LinkWatch.Spikes;

namespace LinkWatch.Tests.Core.Importing;

public sealed class DailyCountReaderTests
{
    private static readonly DayCount[] TwoDays = [new(new DateOnly(2026, 3, 1), 7), new(new DateOnly(2026, 3, 2), 12)];

    [Theory]
    [InlineData("2026-03-01,7\n2026-03-02,12\n")]
    [InlineData("date,count\r\n2026-03-01,7\r\n2026-03-02,12")]
    [InlineData("\uFEFFDate;Count\n2026-03-02;12\n2026-03-01;7\n")]
    [InlineData("\"day\",\"new domains\"\n\"2026-03-01\",\"7\"\n\"2026-03-02\",\"12\"")]
    [InlineData("site,count,date\nshop,7,2026-03-01\nshop,12,2026-03-02")]
    [InlineData("2026-03-01\t7.0\n\n2026-03-02\t 12 \n")]
    [InlineData("2026-03-01T00:00:00Z,7\n2026-03-02 00:00:00,12")]
    [InlineData("01.03.2026;7\n2.3.2026;12")]
    [InlineData("sep=,\n2026/03/01,7\n20260302,12")]
    [InlineData("2026-3-1,7\n2026-3-2,12")]
    public async Task Days_are_read_as_people_and_programs_write_them(string file)
    {
        var read = await ReadAsync(file);

        Assert.Null(read.Problem);
        Assert.Equal(TwoDays, read.Days);
    }

    [Fact]
    public async Task Utf_16_is_read()
    {
        using var file = new MemoryStream(
            [.. Encoding.Unicode.Preamble, .. Encoding.Unicode.GetBytes("date\tcount\r\n2026-03-01\t7\r\n2026-03-02\t12\r\n")]);

        Assert.Equal(TwoDays, (await DailyCountReader.ReadAsync(file, TestContext.Current.CancellationToken)).Days);
    }

    [Theory]
    [InlineData("", "the file is empty: write a date and a count a row, such as 2026-03-01,7")]
    [InlineData("  \n\n", "the file is empty")]
    [InlineData("date,count\n", "there are no rows below the header")]
    [InlineData("2026-03-01\n", "row 1: there is no count")]
    [InlineData("2026-03-01,7\n2026-03-02\n", "row 2: there is no count")]
    [InlineData("2026-03-01,\n", "row 1: “” is not a count")]
    [InlineData("2026-03-01,seven\n", "row 1: “seven” is not a count: write a whole number from 0 to 1000000000")]
    [InlineData("2026-03-01,-7\n", "row 1: “-7” is not a count")]
    [InlineData("2026-03-01,7.5\n", "row 1: “7.5” is not a count")]
    [InlineData("2026-03-01,99999999999999999999\n", "is not a count")]
    [InlineData("2026-03-01,\"1,234\"\n", "is not a count")]
    [InlineData("2026-02-30,7\n", "row 1: “2026-02-30” is not a date: write it as 2026-03-01")]
    [InlineData("03/01/2026,7\n", "is not a date")]
    [InlineData("date,count\ndate,count\n", "row 2: “date” is not a date")]
    [InlineData("2026-03-01,7\n2026-03-02,1\n2026-03-01,9\n", "row 3: 2026-03-01 comes twice, first in row 1: give each day one row")]
    [InlineData("2026-03-01,1,234\n", "row 1: there are more than two fields")]
    [InlineData("2026-03-01,7\n9999-12-31,7\n", "more than a century")]
    [InlineData("<!doctype html><html>", "this is a web page")]
    [InlineData("PK\u0003\u0004xx", "this is a workbook or a zip archive: write a text file")]
    [InlineData("2026-03-01,7\0\n", "this is not text")]
    public async Task A_file_that_is_not_a_series_is_refused_in_one_line(string file, string problem)
    {
        var read = await ReadAsync(file);

        Assert.Empty(read.Days);
        Assert.Contains(problem, read.Problem, StringComparison.Ordinal);
        Assert.DoesNotContain('\n', read.Problem!);
    }

    private static async Task<DailyCountFile> ReadAsync(string file)
    {
        using var bytes = new MemoryStream(Encoding.UTF8.GetBytes(file));
        return await DailyCountReader.ReadAsync(bytes, TestContext.Current.CancellationToken);
    }
}

using System.Text;
using LinkWatch.Importing;
using LinkWatch.Tests.Support;

namespace LinkWatch.Tests.Core.Importing;

public sealed class CsvSuiteTests
{
    [Fact]
    public async Task Every_table_of_the_suite_is_read_as_its_author_meant_it()
    {
        var (right, all) = (0, 0);
        foreach (var line in Suites.Lines("csv.jsonl"))
        {
            all++;
            var read = await RowsAsync(Encoding.UTF8.GetString(line.GetProperty("csvBase64").GetBytesFromBase64()));
            var meant = line.GetProperty("rows")
                .EnumerateArray()
                .Select(row => row.EnumerateObject().ToDictionary(cell => cell.Name, cell => cell.Value.GetString()!));
            if (read.Count == line.GetProperty("rows").GetArrayLength()
                && meant.Zip(read).All(pair => pair.First.OrderBy(c => c.Key).SequenceEqual(pair.Second.OrderBy(c => c.Key))))
                right++;
        }

        Suites.Score("csv", right, all);
        Assert.Equal(11, all);
        Assert.Equal(all, right);
    }

    private static async Task<List<Dictionary<string, string>>> RowsAsync(string text)
    {
        var records = new List<CsvRecord>();
        await foreach (var record in CsvRecords.ReadAsync(
            new StringReader(text), CsvSeparator.Detect(text), TestContext.Current.CancellationToken)) records.Add(record);
        return [.. records.Skip(1)
            .Select(record => records[0].Fields.Zip(record.Fields).ToDictionary(cell => cell.First, cell => cell.Second))];
    }
}

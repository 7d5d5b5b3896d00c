using System.Text;
using LinkWatch.Importing;
using LinkWatch.Tests.Support;

namespace LinkWatch.Tests.Core.Importing;

public sealed class ImportRefusalTests
{
    [Theory]
    [InlineData("", "the file is empty")]
    [InlineData(" \r\n\t\r\n", "the file is empty")]
    [InlineData("\uFEFF", "the file is empty")]
    [InlineData("source,target\n", "there are no rows below the header")]
    [InlineData("sep=,\n", "the file is empty")]
    [InlineData(
        "name,phone\nAnn,123\n",
        "row 1: no column is known to hold the linking pages: call it “source” (found: “name”, “phone”)")]
    [InlineData("<!DOCTYPE html><html><body>Sign in</body></html>", "this is a web page")]
    [InlineData("%PDF-1.7 …", "this is a PDF")]
    [InlineData("PK\u0003\u0004…", "this is a workbook or a zip archive")]
    [InlineData("source\n\u0001\u0002\u0003\u0004\u0005", "this is not text")]
    public async Task A_file_that_is_no_table_of_links_is_refused_in_one_line(string file, string begins)
    {
        var row = await ImportFile.OnlyAsync(file);

        Assert.Equal(ImportRowKind.Refusal, row.Kind);
        Assert.StartsWith(begins, row.ToString(), StringComparison.Ordinal);
        Assert.DoesNotContain('\n', row.ToString());
    }

    [Fact]
    public async Task Binary_files_are_refused()
    {
        var bytes = new byte[10_000];
        new Random(7).NextBytes(bytes);

        Assert.Equal(ImportRowKind.Refusal, Assert.Single(await ImportFile.ReadAsync(bytes)).Kind);
        Assert.Equal(ImportRowKind.Refusal, Assert.Single(await ImportFile.ReadAsync([0xD0, 0xCF, 0x11, 0xE0, 1, 2, 3])).Kind);
        Assert.Equal(ImportRowKind.Refusal, Assert.Single(await ImportFile.ReadAsync([0x1F, 0x8B, 8, 0, 0, 0])).Kind);
    }

    [Fact]
    public async Task A_quote_that_never_closes_is_reported_by_its_row_and_the_file_refused()
    {
        var rows = await ImportFile.ReadAsync(
            "source,anchor\nhttps://blog.example/1,a\nhttps://blog.example/2,\"b\nhttps://blog.example/3,c\n");

        Assert.Equal([(2, ImportRowKind.Link), (3, ImportRowKind.Refusal)], rows.Select(row => (row.Number, row.Kind)));
        Assert.Contains("never closes", rows[1].Problem, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("")]
    [InlineData("source,target\n")]
    [InlineData("source,target\nhttps://blog.example/1,\n")]
    [InlineData("source,target\nhttps://blog.example/1,\"")]
    public async Task A_line_of_two_gigabytes_ends_in_one_error_and_little_memory(string beginning)
    {
        await using var file = new EndlessLine(beginning, length: 2L << 30);
        var before = GC.GetTotalAllocatedBytes(precise: true);

        var rows = await ImportFile.ReadAsync(file, ImportFile.Fallback);

        Assert.Equal(ImportRowKind.Refusal, Assert.Single(rows, row => row.Kind != ImportRowKind.Link).Kind);
        Assert.Contains("longer than 1 MiB", rows[^1].Problem, StringComparison.Ordinal);
        Assert.True(file.Position < 8 << 20, $"read {file.Position} bytes");
        Assert.True(GC.GetTotalAllocatedBytes(precise: true) - before < 64 << 20);
    }

    [Fact]
    public async Task Of_1001_links_on_one_page_the_last_is_a_problem_and_what_follows_is_read()
    {
        var file = string.Concat(Enumerable.Range(0, 1001).Select(i => $"https://blog.example/1,https://own.example/{i}\n"));
        var rows = await ImportFile.ReadAsync(
            $"source,target\n{file}https://blog.example/1,https://own.example/7\nhttps://blog.example/2,https://own.example/7\n");

        var problem = Assert.Single(rows, row => row.Kind == ImportRowKind.Problem);
        Assert.StartsWith("row 1002: its page has 1,000 links already", problem.ToString(), StringComparison.Ordinal);
        Assert.DoesNotContain('\n', problem.ToString());
        Assert.Equal(
            (1001, 1), (rows.Count(row => row.Kind == ImportRowKind.Link), rows.Count(row => row.Kind == ImportRowKind.Duplicate)));
        Assert.Equal(ImportRowKind.Link, rows[^1].Kind);
    }

    [Fact]
    public async Task Of_very_long_targets_a_page_takes_fewer()
    {
        var rows = await ImportFile.ReadAsync("source,target\n" + string.Concat(
            Enumerable.Range(0, 70).Select(i => $"https://blog.example/1,https://own.example/{i}{new string('x', 8000)}\n")));
        Assert.InRange(rows.Count(row => row.Kind == ImportRowKind.Link), 60, 66);
    }

    [Fact]
    public async Task A_row_of_a_million_cells_is_read_or_refused_without_harm()
    {
        var rows = await ImportFile.ReadAsync("source\thttps\n" + new string('\t', 900_000) + "x\nhttps://blog.example/1\n");

        Assert.Equal([ImportRowKind.Problem, ImportRowKind.Link], rows.Select(row => row.Kind));
    }

    [Fact]
    public async Task No_hostile_string_does_harm_in_any_column()
    {
        var strings = Naughty();
        foreach (var text in strings)
        {
            var quoted = text.Replace("\"", "\"\"");
            var rows = await ImportFile.ReadAsync($"source,target,anchor,match\n\"{quoted}\",\"{quoted}\",\"{quoted}\",\"{quoted}\"\n"
                + $"https://blog.example/1,,\"{quoted}\",\n");
            Assert.All(rows, row => Assert.DoesNotContain('\n', row.Problem ?? ""));
        }

        Assert.True(strings.Count > 500);
    }

    internal static List<string> Naughty() =>
        [.. System.Text.Json.JsonDocument.Parse(File.ReadAllText(Suites.PathOf("naughty-strings.json"))).RootElement.EnumerateArray()
            .Select(text => text.GetString()!)];

    /// <summary>A beginning, then one letter as often as asked, made as it is read.</summary>
    private sealed class EndlessLine(string beginning, long length) : Stream
    {
        private readonly byte[] beginning = Encoding.UTF8.GetBytes(beginning);
        private long position;

        public override bool CanRead => true;

        public override bool CanSeek => false;

        public override bool CanWrite => false;

        public override long Length => length;

        public override long Position { get => position; set => throw new NotSupportedException(); }

        public override int Read(Span<byte> buffer)
        {
            var count = (int)Math.Min(buffer.Length, length - position);
            for (var i = 0; i < count; i++, position++) buffer[i] = position < beginning.Length ? beginning[position] : (byte)'a';
            return count;
        }

        public override int Read(byte[] buffer, int offset, int count) => Read(buffer.AsSpan(offset, count));

        public override ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default) =>
            ValueTask.FromResult(Read(buffer.Span));

        public override void Flush() => throw new NotSupportedException();

        public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

        public override void SetLength(long value) => throw new NotSupportedException();

        public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();
    }
}

using System.Buffers;
using System.IO.Pipelines;
using System.Text;

namespace LinkWatch.Importing;

/// <summary>A file as text: detects its encoding from the beginning, and refuses what is not a table.</summary>
internal sealed record ImportText(TextReader Reader, string Sample, string? Refusal) : IDisposable
{
    private const int SampleBytes = 64 * 1024;

    private const string SaveAs = "unpack it, or in the spreadsheet choose “Save as … CSV UTF-8”, and import the .csv";

    private static readonly (byte[] Mark, Encoding Encoding)[] Marks =
    [
        ([0xEF, 0xBB, 0xBF], LenientUtf8.Encoding),
        ([0xFF, 0xFE, 0x00, 0x00], new UTF32Encoding(bigEndian: false, byteOrderMark: true)),
        ([0xFF, 0xFE], Encoding.Unicode),
        ([0xFE, 0xFF], Encoding.BigEndianUnicode),
    ];

    private static readonly (byte[] Start, string Refusal)[] Others =
    [
        ("PK\u0003\u0004"u8.ToArray(), "this is a workbook or a zip archive: " + SaveAs),
        ([0xD0, 0xCF, 0x11, 0xE0], "this is an old Excel workbook: " + SaveAs),
        ([0x1F, 0x8B], "this is compressed (gzip): unpack it and import the .csv"),
        ("%PDF"u8.ToArray(), "this is a PDF: export the links as CSV and import that"),
    ];

    public static async Task<ImportText> OpenAsync(Stream file, CancellationToken cancellationToken)
    {
        var pipe = PipeReader.Create(file, new StreamPipeReaderOptions(leaveOpen: true));
        var read = await pipe.ReadAtLeastAsync(SampleBytes, cancellationToken);
        var start = read.Buffer.Slice(0, Math.Min(read.Buffer.Length, SampleBytes)).ToArray();
        pipe.AdvanceTo(read.Buffer.Start);
        var encoding = EncodingOf(start);
        var sample = encoding.GetString(start).TrimStart('\uFEFF');
        var reader = new StreamReader(pipe.AsStream(), encoding, detectEncodingFromByteOrderMarks: false);
        return new ImportText(reader, sample, RefusalOf(start, sample));
    }

    public void Dispose() => Reader.Dispose();

    private static Encoding EncodingOf(byte[] start)
    {
        foreach (var (mark, encoding) in Marks)
        {
            if (start.AsSpan().StartsWith(mark)) return encoding;
        }

        // Text in UTF-16 is mostly ASCII here: every other byte is null.
        var pairs = start.Length / 2;
        var nullsFirst = Enumerable.Range(0, pairs).Count(i => start[2 * i] == 0);
        var nullsSecond = Enumerable.Range(0, pairs).Count(i => start[(2 * i) + 1] == 0);
        if (pairs > 0 && nullsSecond > pairs / 2 && nullsFirst == 0) return Encoding.Unicode;
        return pairs > 0 && nullsFirst > pairs / 2 && nullsSecond == 0 ? Encoding.BigEndianUnicode : LenientUtf8.Encoding;
    }

    private static string? RefusalOf(byte[] start, string sample)
    {
        if (string.IsNullOrWhiteSpace(sample)) return "the file is empty: import a .csv, .tsv or .txt file with one link a row";
        foreach (var (magic, refusal) in Others)
        {
            if (start.AsSpan().StartsWith(magic)) return refusal;
        }

        if (IsBinary(sample)) return "this is not text: import a .csv, .tsv or .txt file with one link a row";
        return IsPage(sample.AsSpan().TrimStart())
            ? "this is a web page (a login page may have been saved in place of the export): export the links as CSV and import that"
            : null;
    }

    private static bool IsBinary(string sample) =>
        sample.Contains('\0', StringComparison.Ordinal)
        || sample.Count(c => c < ' ' && c is not ('\t' or '\r' or '\n' or '\f' or '\v')) > sample.Length / 10;

    private static bool IsPage(ReadOnlySpan<char> text)
    {
        foreach (var start in (string[])["<!doctype", "<html", "<head", "<meta", "<title", "<body"])
            if (text.StartsWith(start, StringComparison.OrdinalIgnoreCase)) return true;
        return false;
    }
}

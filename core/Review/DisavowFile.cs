using System.Globalization;
using System.Text;

namespace LinkWatch.Review;

/// <summary>
/// A file of links that Google is asked to ignore. Its bytes stay as they are; lines can only be added. The format:
/// https://support.google.com/webmasters/answer/2648487.
/// </summary>
public sealed class DisavowFile
{
    /// <summary>"2MB", read as the smaller of what it can mean.</summary>
    public const int MaxBytes = 2_000_000;

    /// <summary>Comments and blank lines count.</summary>
    public const int MaxLines = 100_000;

    public const int MaxUrl = 2_048;

    private readonly byte[] bytes;

    private DisavowFile(byte[] bytes, IReadOnlyList<DisavowLine> lines, string? problem) =>
        (this.bytes, Lines, Problem, Covered) =
        (bytes, lines, problem, new DisavowCover(lines.Select(line => line.Entry).OfType<DisavowEntry>()));

    public static DisavowFile Empty { get; } = Read([]);

    public ReadOnlyMemory<byte> Bytes => bytes;

    /// <summary>Every line; none if the file has a <see cref="Problem"/>.</summary>
    public IReadOnlyList<DisavowLine> Lines { get; }

    /// <summary>Why Google would refuse the whole file, in one line; null if it would not.</summary>
    public string? Problem { get; }

    /// <summary>What its lines disavow.</summary>
    public DisavowCover Covered { get; }

    public IEnumerable<DisavowLine> Entries => Lines.Where(line => line.Entry is not null);

    public IEnumerable<DisavowLine> Invalid => Lines.Where(line => line.Kind == DisavowKind.Invalid);

    private static ReadOnlySpan<byte> Mark => [0xEF, 0xBB, 0xBF];

    public static DisavowFile Read(byte[] bytes)
    {
        if (ProblemOf(bytes) is { } problem) return new DisavowFile(bytes, [], problem);
        var lines = new List<DisavowLine>();
        for (var rest = WithoutMark(bytes); !rest.IsEmpty;)
        {
            if (lines.Count == MaxLines)
                return new DisavowFile(bytes, [], $"it has more than {Number(MaxLines)} lines, which is the limit");
            var end = rest.IndexOfAny((byte)'\r', (byte)'\n');
            var line = end < 0 ? rest : rest[..end];
            lines.Add(DisavowLine.Read(lines.Count + 1, line));
            rest = end < 0 ? [] : rest[(end + (rest[end..].StartsWith("\r\n"u8) ? 2 : 1))..];
        }

        return new DisavowFile(bytes, lines, null);
    }

    /// <summary>
    /// The file with these entries at its end, each below its comment, in the line ends that the file has. It may be beyond the limits:
    /// see <see cref="Problem"/>.
    /// </summary>
    public DisavowFile With(IEnumerable<DisavowAddition> additions)
    {
        var lineEnd = bytes.AsSpan().IndexOfAny((byte)'\r', (byte)'\n') is var first and >= 0 && bytes.AsSpan(first).StartsWith("\r\n"u8)
            ? "\r\n" : "\n";
        var added = new StringBuilder();
        foreach (var addition in additions) added.Append(addition.Comment).Append(lineEnd).Append(addition.Entry.Text).Append(lineEnd);
        if (added.Length == 0) return this;
        if (!WithoutMark(bytes).IsEmpty && bytes[^1] is not ((byte)'\r' or (byte)'\n')) added.Insert(0, lineEnd);
        return Read([.. bytes, .. Encoding.UTF8.GetBytes(added.ToString())]);
    }

    private static string? ProblemOf(ReadOnlySpan<byte> bytes) =>
        bytes.Length > MaxBytes ? $"it is larger than 2 MB ({Number(MaxBytes)} bytes), which is the limit"
        : bytes is [0xFF, 0xFE, ..] or [0xFE, 0xFF, ..] ? "it is UTF-16: save it as UTF-8"
        : bytes.Contains((byte)0) ? "it is not a text file"
        : null;

    private static ReadOnlySpan<byte> WithoutMark(ReadOnlySpan<byte> bytes) => bytes.StartsWith(Mark) ? bytes[Mark.Length..] : bytes;

    private static string Number(int number) => number.ToString("N0", CultureInfo.InvariantCulture);
}

using System.Text;
using LinkWatch.Importing;
using LinkWatch.Links;

namespace LinkWatch.Discovery.Sources;

/// <summary>Recognises what a file is by its beginning.</summary>
public static class SourceDetector
{
    private const int MaxLines = 20;

    private const string WithoutReferrers =
        "this access log has no referrers: log in the combined format (Apache: LogFormat … combined; nginx: access_log … combined)";

    /// <param name="start">The first bytes of the content.</param>
    /// <param name="site">Whose candidates are looked for.</param>
    /// <param name="cancellationToken">Stops it.</param>
    /// <exception cref="SourceException">It is none of the kinds.</exception>
    public static async Task<DetectedSource> DetectAsync(ReadOnlyMemory<byte> start, Site site, CancellationToken cancellationToken)
    {
        if (start.IsEmpty) throw new SourceException("it is empty");
        var lines = LinesOf(start.Span);
        if (OfLines(lines) is { } found) return found;
        var shape = await ImportReader.ReadShapeAsync(
            new MemoryStream(start.ToArray()), new ImportOptions(site.DefaultTarget()), cancellationToken);
        if (shape.Refusal is null)
            return new DetectedSource(
                SourceKind.Export, shape.Tool.Length > 0 ? $"export of {shape.Tool}" : SourceKind.Export.Title(), "its columns");
        if (lines.Any(IsWithoutReferrer)) throw new SourceException(WithoutReferrers);
        if (ImportFormat.Refused.Any(wrong => wrong.Refusal == shape.Refusal.Problem)) throw new SourceException(shape.Refusal.Problem!);
        throw new SourceException(
            $"this is no file that links can be found in (as a list of links: {shape.Refusal.Problem}); if it is one, name its --kind");
    }

    private static DetectedSource? OfLines(List<byte[]> lines)
    {
        if (lines.Find(line => line.Length > 0) is not { } first) return null;
        if (first.AsSpan().StartsWith("WARC/"u8)) return Of(SourceKind.Wat, "its first record");
        if (first[0] == '#' && lines.Exists(line => W3cFormat.IsFields(line))) return Of(SourceKind.W3c, "its #Fields line");
        foreach (var kind in (SourceKind[])[SourceKind.Cloudflare, SourceKind.FrontDoor, SourceKind.Combined])
        {
            if (lines.FindIndex(line => IsRequest(line, kind)) is >= 0 and var at) return Of(kind, $"line {at + 1}");
        }

        if (lines.TrueForAll(line => line.Length == 0 || GraphSource.IsLine(line, isEdge: true)))
            return Of(SourceKind.GraphEdges, "its columns");
        return lines.TrueForAll(line => line.Length == 0 || GraphSource.IsLine(line, isEdge: false))
            ? Of(SourceKind.GraphVertices, "its columns")
            : null;
    }

    private static DetectedSource Of(SourceKind kind, string by) => new(kind, kind.Title(), by);

    private static bool IsRequest(byte[] line, SourceKind kind)
    {
        var request = default(LogRequest);
        return line.Length > 0 && LogReader.FormatOf(kind).Read(line, ref request) == LogLine.Request;
    }

    /// <summary>The first whole lines, without a byte order mark.</summary>
    private static List<byte[]> LinesOf(ReadOnlySpan<byte> start)
    {
        var lines = new List<byte[]>();
        if (start.StartsWith(Encoding.UTF8.Preamble)) start = start[3..];
        while (lines.Count < MaxLines && !start.IsEmpty)
        {
            var end = start.IndexOf((byte)'\n');
            if (end < 0 && lines.Count > 0) break;
            var line = end < 0 ? start : start[..end];
            lines.Add(line.TrimEnd((byte)'\r').ToArray());
            start = end < 0 ? default : start[(end + 1)..];
        }

        return lines;
    }

    /// <summary>The common format, which ends with the size.</summary>
    private static bool IsWithoutReferrer(byte[] line)
    {
        var request = default(LogRequest);
        byte[] completed = [.. line, .. " \"-\" \"-\""u8];
        return new CombinedFormat().Read(completed, ref request) == LogLine.Request;
    }
}

/// <summary>What a file is.</summary>
/// <param name="Kind">How it is read.</param>
/// <param name="Title">What it is, in words.</param>
/// <param name="By">What it was recognised by, in words.</param>
public sealed record DetectedSource(SourceKind Kind, string Title, string By);

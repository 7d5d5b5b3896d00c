using System.Globalization;
using System.IO.Compression;
using System.Text;

namespace LinkWatch.Bench;

/// <summary>
/// An HTTP/1.1 answer that holds a page, broken in some of the ways in which servers break them: in its head, its framing and its
/// coding, at random. What says that there is no page (a status, a type that is none) is left alone: that would be no false loss.
/// </summary>
/// <param name="Bytes">What the server sends before it closes.</param>
/// <param name="IsLinked">Whether the page links to <see cref="ScannerFuzz.Address"/>.</param>
/// <param name="IsCut">Whether the server closes before the answer's end.</param>
/// <param name="IsLengthTrue">
/// Whether the length that it names, if any, is the body's: in a head that is otherwise right, a shorter one is believed.
/// </param>
public sealed record BrokenAnswer(byte[] Bytes, bool IsLinked, bool IsCut, bool IsLengthTrue)
{
    private static readonly string[] Junk =
    [
        "Tue, 18 Jun 2019 10.00.00 GMT", "Tue 18 Jun 2019", "no colon here", ": no name", "X Spaced Name: 1", "X-Brackets(1): 2", "X\0Y: 1",
        "X-Caf\u00E9: 1", "\u00FF\u00FE\u0001", "HTTP/1.1 200 OK", "Connection close",
        "X-Control: \u0001\u0002\u007F", "X-Nul: a\0b", "X-Cr: a\rb",
        "\tfolded: 1", " folded", "=", "{\"json\": true}", "PHP Warning:  include() in <b>/srv/page.php</b> on line 3", "<!-- cached -->",
        "Content Length: 12", "Content-Length = 12", "Transfer Encoding: chunked", "Set-Cookie", "Location", "X-Empty:", "X-Long: ",
    ];

    private static readonly string[] StatusLines =
    [
        "HTTP/1.1 200 OK", "HTTP/1.1 200", "HTTP/1.1 200 ", "HTTP/1.1 200OK", "HTTP/1.1  200 OK", "HTTP/1.1\t200\tOK",
        "http/1.1 200 OK", "HTTP/1 200 OK", "HTTP/2 200", "HTTP/2.0 200 OK", "HTTP/1.0 200 OK", "HTTP 200 OK",
        "\r\n\r\nHTTP/1.1 200 OK", "xyzHTTP/1.1 200 OK",
        "HTTP/1.1 200 \u0001\u00FF\u0080", "HTTP/1.1 200 O\0K", "HTTP/1.1 200 OK\r", "ICY 200 OK", "HTTP/1.1 abc", "",
    ];

    private static readonly string[] Lengths = ["5", "0", "-1", "+1", "1e3", "99999999999999999999", "many", "", "12, 13"];

    public static BrokenAnswer Of(Random random)
    {
        var isLinked = random.Next(4) > 0;
        var (coding, body) = Coded(Page(isLinked, random), random);
        var framing = random.Next(3);
        List<string> lines =
        [
            random.Next(3) == 0 ? StatusLines[random.Next(StatusLines.Length)] : StatusLines[0],
            random.Next(10) == 0 ? "Content-Type: text/plain\r\nContent-Type: text/html" : "Content-Type: text/html; charset=utf-8",
        ];
        if (coding is not null) lines.Insert(random.Next(1, 3), $"Content-Encoding: {coding}");
        var length = LengthOf(body, random);
        if (framing == 0) lines.Insert(random.Next(1, 3), $"Content-Length: {length}");
        if (framing == 1) lines.Insert(random.Next(1, 3), "Transfer-Encoding: chunked");
        if (framing == 1) body = Chunked(body, random);
        for (var times = random.Next(4); times > 0; times--) Break(lines, random);

        var end = random.Next(6) == 0 ? "\n" : "\r\n";
        var head = Encoding.Latin1.GetBytes(string.Join(end, lines) + end + (random.Next(25) == 0 ? "" : end));
        if (random.Next(8) == 0) Garble(head, random);
        if (random.Next(20) == 0) head = [.. "HTTP/1.1 103 Early Hints\r\nbad line\r\n\r\n"u8, .. head];
        byte[] whole = [.. head, .. body];
        var isCut = random.Next(5) == 0;
        var isLengthTrue = framing != 0 || length == body.Length.ToString(CultureInfo.InvariantCulture);
        return new BrokenAnswer(isCut ? whole[..random.Next(whole.Length)] : whole, isLinked, isCut, isLengthTrue);
    }

    private static string Page(bool isLinked, Random random)
    {
        var paragraphs = new StringBuilder("<!doctype html><html><head><title>Lamps</title></head><body>");
        var (count, at) = (random.Next(1, 60), random.Next(60));
        for (var i = 0; i < count; i++)
        {
            if (isLinked && i == at % count) paragraphs.Append("<a href=\"").Append(ScannerFuzz.Address).Append("\">lamps</a>");
            paragraphs.Append(CultureInfo.InvariantCulture, $"<p>Paragraph {i * 7919} on lamps: where to put them, {random.Next()}.</p>");
            if (random.Next(4) == 0) paragraphs.Append(random.Next(2) == 0 ? "\r\n\r\n" : "\n");
        }

        return paragraphs.Append("</body></html>").ToString();
    }

    private static (string? Coding, byte[] Body) Coded(string page, Random random)
    {
        var bytes = Encoding.UTF8.GetBytes(page);
        if (random.Next(2) == 0) return (null, bytes);
        var kind = random.Next(4);
        using var coded = new MemoryStream();
        using (Stream coder = kind switch
        {
            0 => new ZLibStream(coded, CompressionLevel.Fastest, leaveOpen: true),
            1 => new DeflateStream(coded, CompressionLevel.Fastest, leaveOpen: true),
            2 => new BrotliStream(coded, CompressionLevel.Fastest, leaveOpen: true),
            _ => new GZipStream(coded, CompressionLevel.Fastest, leaveOpen: true),
        }) coder.Write(bytes);
        var body = coded.ToArray();
        // The other two have no check sum: what changes in them cannot be noticed.
        if (kind is 0 or 3 && random.Next(3) == 0) body[random.Next(3) == 0 ? random.Next(body.Length) : ^random.Next(1, 5)] ^= 0x55;
        if (random.Next(6) == 0) body = [.. body, .. "\0\0<!-- cached -->"u8];
        return (kind switch { 0 or 1 => "deflate", 2 => "br", _ => random.Next(2) == 0 ? "gzip" : "x-gzip" }, body);
    }

    private static string LengthOf(byte[] body, Random random)
    {
        var length = body.Length.ToString(CultureInfo.InvariantCulture);
        return random.Next(12) switch
        {
            0 => Lengths[random.Next(Lengths.Length)],
            1 => $"{length}\r\nContent-Length: {length}",
            2 => $"{length}\r\nContent-Length: {body.Length / 2}",
            3 => random.Next(body.Length + 20).ToString(CultureInfo.InvariantCulture),
            4 => $"{length}, {length}",
            _ => length,
        };
    }

    private static byte[] Chunked(byte[] body, Random random)
    {
        using var chunks = new MemoryStream();
        var end = random.Next(8) == 0 ? "\n" : "\r\n";
        for (var at = 0; at < body.Length;)
        {
            var size = Math.Min(random.Next(1, 1500), body.Length - at);
            var said = random.Next(150) == 0 ? random.Next(2000) : size;
            var extension = random.Next(20) switch { 0 => ";name=value", 1 => "  ", _ => "" };
            chunks.Write(Encoding.Latin1.GetBytes($"{said:x}{extension}{end}"));
            chunks.Write(body, at, size);
            chunks.Write(Encoding.Latin1.GetBytes(random.Next(300) == 0 ? "" : end));
            at += size;
        }

        chunks.Write(Encoding.Latin1.GetBytes($"0{end}{(random.Next(6) == 0 ? "bad trailer" + end : "")}{end}"));
        return chunks.ToArray();
    }

    private static void Break(List<string> lines, Random random)
    {
        var at = random.Next(1, lines.Count);
        switch (random.Next(8))
        {
            case 0: lines[at] = lines[at].Replace(":", " :", StringComparison.Ordinal); break;
            case 1: lines[at] = lines[at].Replace(": ", ":\r\n\t", StringComparison.Ordinal); break;
            case 2: lines[at] = lines[at].ToUpperInvariant(); break;
            case 3: lines[at] += " \t"; break;
            // Chromium shows nothing then; in a type HttpClient makes a space of it.
            case 4 when !lines[at].Contains("Type", StringComparison.OrdinalIgnoreCase):
                lines[at] = lines[at].Insert(random.Next(lines[at].Length + 1), "\0");
                break;
            case 5: lines.Insert(at, Junk[^1] + new string('x', random.Next(70_000))); break;
            default: lines.Insert(at, Junk[random.Next(Junk.Length)]); break;
        }
    }

    /// <summary>Changes bytes, but not near the status or a type.</summary>
    private static void Garble(byte[] head, Random random)
    {
        for (var times = random.Next(1, 6); times > 0; times--)
        {
            var at = random.Next(head.Length);
            var around = Encoding.Latin1.GetString(head.AsSpan(Math.Max(0, at - 60), Math.Min(head.Length - at, 60) + Math.Min(at, 60)));
            if (at > 20 && !around.Replace("\0", "", StringComparison.Ordinal).Contains("type", StringComparison.OrdinalIgnoreCase))
                head[at] = (byte)random.Next(256);
        }
    }
}

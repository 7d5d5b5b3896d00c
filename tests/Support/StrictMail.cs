using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;

namespace LinkWatch.Tests.Support;

/// <summary>
/// A mail read by the letter of RFC 5322, 2045–2047 and 3834, where mail programs are lenient: every departure fails the test.
/// </summary>
public sealed class StrictMail
{
    private static readonly string[] Once = ["date", "from", "to", "subject", "message-id", "references", "in-reply-to", "mime-version", "content-type"];
    private static readonly UTF8Encoding Utf8 = new(false, throwOnInvalidBytes: true);

    private StrictMail(string head, string body)
    {
        Headers = HeadersOf(head);
        foreach (var name in Once) Assert.True(Headers.Count(header => header.Name == name) <= 1, $"'{name}' is repeated");
        foreach (var name in new[] { "date", "from", "to", "subject", "message-id" }) Assert.NotEmpty(this[name]);
        Assert.Equal("1.0", this["mime-version"]);
        Assert.Matches("^<[!-;=?-~]+@[!-;=?-~]+>$", this["message-id"]);
        Date = DateTimeOffset.ParseExact(this["date"], ["ddd, dd MMM yyyy HH:mm:ss zzz", "dd MMM yyyy HH:mm:ss zzz"], CultureInfo.InvariantCulture, DateTimeStyles.None);
        var boundary = Regex.Match(this["content-type"], "^multipart/alternative; ?boundary=(?:\"([^\"]{1,70})\"|([^ ()<>@,;:\\\\\"/\\[\\]?=]{1,70}))$", RegexOptions.NonBacktracking);
        Assert.True(boundary.Success, this["content-type"]);
        Parts = PartsOf(body, boundary.Groups[1].Success ? boundary.Groups[1].Value : boundary.Groups[2].Value);
    }

    public IReadOnlyList<(string Name, string Value)> Headers { get; }

    public IReadOnlyList<(string Type, string Text)> Parts { get; }

    public DateTimeOffset Date { get; }

    /// <summary>With encoded words decoded.</summary>
    public string Subject => Decoded(this["subject"]);

    /// <summary>Unfolded; empty where it is missing.</summary>
    public string this[string name] => Headers.FirstOrDefault(header => header.Name == name).Value ?? "";

    public static StrictMail Parse(byte[] bytes)
    {
        var text = Ascii(bytes);
        var end = text.IndexOf("\r\n\r\n", StringComparison.Ordinal);
        Assert.True(end > 0, "there is no empty line after the head");
        return new StrictMail(text[..end], text[(end + 4)..]);
    }

    private static string Ascii(byte[] bytes)
    {
        Assert.All(bytes, b => Assert.True(b is >= 32 and < 127 or (byte)'\r' or (byte)'\n' or (byte)'\t', $"byte {b} in a 7-bit mail"));
        var text = Encoding.ASCII.GetString(bytes);
        Assert.EndsWith("\r\n", text, StringComparison.Ordinal);
        foreach (var line in text[..^2].Split("\r\n"))
        {
            Assert.DoesNotContain('\r', line);
            Assert.DoesNotContain('\n', line);
            Assert.True(line.Length <= 998, $"a line of {line.Length} characters");
        }

        return text;
    }

    private static List<(string Name, string Value)> HeadersOf(string head)
    {
        var headers = new List<(string Name, string Value)>();
        foreach (var line in head.Split("\r\n"))
        {
            if (line is [' ' or '\t', ..])
            {
                Assert.False(string.IsNullOrWhiteSpace(line), "a folded line is blank");
                headers[^1] = (headers[^1].Name, headers[^1].Value + " " + line.Trim());
                continue;
            }

            var field = Regex.Match(line, "^([!-9;-~]+): ?(.*)$", RegexOptions.NonBacktracking);
            Assert.True(field.Success, $"no header: {line}");
            headers.Add((field.Groups[1].Value.ToLowerInvariant(), field.Groups[2].Value));
        }

        foreach (var (_, value) in headers) Decoded(value);
        return headers;
    }

    private static string Decoded(string value)
    {
        // White space between two encoded words is no part of the text (RFC 2047, 6.2).
        var joined = Regex.Replace(value, @"(\?=)\s+(=\?)", "$1$2", RegexOptions.NonBacktracking);
        var text = Regex.Replace(joined, @"=\?([^?]+)\?([BbQq])\?([^?]*)\?=", word =>
        {
            Assert.True(word.Length <= 75, $"an encoded word of {word.Length} characters");
            Assert.Equal("utf-8", word.Groups[1].Value, ignoreCase: true);
            Assert.DoesNotContain(' ', word.Value);
            return Utf8.GetString(word.Groups[2].Value is "B" or "b"
                ? Convert.FromBase64String(word.Groups[3].Value)
                : Quoted(word.Groups[3].Value.Replace('_', ' ')));
        }, RegexOptions.NonBacktracking);
        Assert.DoesNotContain("=?utf-8?", text, StringComparison.OrdinalIgnoreCase);
        return text;
    }

    private static List<(string Type, string Text)> PartsOf(string body, string boundary)
    {
        var pieces = ("\r\n" + body).Split("\r\n--" + boundary);
        Assert.True(string.IsNullOrWhiteSpace(pieces[0]), "text before the first part");
        Assert.Equal("--", pieces[^1].TrimEnd());
        return pieces[1..^1].Select(piece =>
        {
            Assert.StartsWith("\r\n", piece, StringComparison.Ordinal);
            var end = piece.IndexOf("\r\n\r\n", StringComparison.Ordinal);
            var head = HeadersOf(piece[2..end]).ToDictionary(header => header.Name, header => header.Value);
            var type = Regex.Match(head["content-type"], "^(text/(?:plain|html)); ?charset=utf-8$", RegexOptions.NonBacktracking);
            Assert.True(type.Success, head["content-type"]);
            var text = TextOf(head["content-transfer-encoding"], piece[(end + 4)..]);
            Assert.DoesNotMatch("(?<!\r)\n|\r(?!\n)", text);
            return (type.Groups[1].Value, text);
        }).ToList();
    }

    private static string TextOf(string encoding, string body)
    {
        var lines = body.Split("\r\n");
        Assert.All(lines, line => Assert.True(line.Length <= 76, $"an encoded line of {line.Length} characters"));
        if (encoding == "base64") return Utf8.GetString(Convert.FromBase64String(string.Concat(lines)));
        Assert.Equal("quoted-printable", encoding);
        Assert.All(lines, line => Assert.False(line is [.., ' ' or '\t'], $"white space at the end of '{line}' may be lost on the way"));
        return Utf8.GetString(Quoted(body.Replace("=\r\n", "", StringComparison.Ordinal)));
    }

    private static byte[] Quoted(string text)
    {
        using var bytes = new MemoryStream();
        for (var i = 0; i < text.Length; i++)
        {
            if (text[i] != '=')
            {
                bytes.WriteByte((byte)text[i]);
                continue;
            }

            Assert.Matches("^[0-9A-F]{2}$", text.Substring(i + 1, 2));
            bytes.WriteByte(Convert.ToByte(text.Substring(i + 1, 2), 16));
            i += 2;
        }

        return bytes.ToArray();
    }
}

using System.Text;
using System.Text.RegularExpressions;
using MimeKit;
using MimeKit.Utils;

namespace LinkWatch.Tests.Support;

/// <summary>
/// A mail read by MimeKit, and held to the letter of RFC 5322, 2045–2047 where mail programs, and MimeKit, are lenient: every
/// departure fails the test.
/// </summary>
public sealed class StrictMail
{
    private static readonly string[] Once =
    [
        "date", "from", "to", "subject", "message-id", "references", "in-reply-to", "mime-version", "content-type"
    ];
    private static readonly UTF8Encoding Utf8 = new(false, throwOnInvalidBytes: true);
    private static readonly ParserOptions Strict = new()
    {
        AddressParserComplianceMode = RfcComplianceMode.Strict,
        ParameterComplianceMode = RfcComplianceMode.Strict,
        Rfc2047ComplianceMode = RfcComplianceMode.Strict,
        AllowAddressesWithoutDomain = false,
    };

    private readonly MimeMessage message;

    private StrictMail(MimeMessage message)
    {
        this.message = message;
        var headers = message.Headers.Concat(message.Body!.Headers).ToList();
        Headers = [.. headers.Select(header => (header.Field.ToLowerInvariant(), header.Value))];
        foreach (var name in Once) Assert.True(Headers.Count(header => header.Name == name) <= 1, $"'{name}' is repeated");
        foreach (var name in new[] { "date", "from", "to", "subject", "message-id" }) Assert.NotEmpty(this[name]);
        foreach (var header in headers) HoldsHeader(header);
        Assert.Equal("1.0", this["mime-version"]);
        Assert.Matches("^<[!-;=?-~]+@[!-;=?-~]+>$", this["message-id"]);
        Assert.True(DateUtils.TryParse(this["date"], out var date), this["date"]);
        Date = date;
        var body = Assert.IsType<MultipartAlternative>(message.Body);
        Assert.Matches("^[0-9A-Za-z'()+_,./:=? -]{0,69}[0-9A-Za-z'()+_,./:=?-]$", body.Boundary!);
        Assert.True(string.IsNullOrEmpty(body.Preamble) && string.IsNullOrEmpty(body.Epilogue), "text outside of the parts");
        Parts = [.. body.Select(part => PartOf(Assert.IsType<TextPart>(part), body.Boundary!))];
    }

    public IReadOnlyList<(string Name, string Value)> Headers { get; }

    public IReadOnlyList<(string Type, string Text)> Parts { get; }

    public DateTimeOffset Date { get; }

    /// <summary>With encoded words decoded.</summary>
    public string Subject => message.Subject!;

    public MailboxAddress Sender => (MailboxAddress)Assert.Single(message.From);

    /// <summary>Unfolded; empty if it is missing.</summary>
    public string this[string name] => Headers.FirstOrDefault(header => header.Name == name).Value ?? "";

    public static StrictMail Parse(byte[] bytes)
    {
        HoldsBytes(bytes);
        using var stream = new MemoryStream(bytes);
        return new StrictMail(MimeMessage.Load(Strict, stream, TestContext.Current.CancellationToken));
    }

    private static void HoldsBytes(byte[] bytes)
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
    }

    private static void HoldsHeader(Header header)
    {
        Assert.DoesNotMatch("[\r\n\0]", header.Value);
        var raw = Encoding.ASCII.GetString(header.RawValue);
        foreach (var line in raw.TrimEnd().Split("\r\n")[1..]) Assert.False(string.IsNullOrWhiteSpace(line), "a folded line is blank");
        foreach (Match start in Regex.Matches(raw, @"=\?", RegexOptions.NonBacktracking))
        {
            // Every "=?" begins a whole encoded word, of whole characters (RFC 2047, 2 and 5).
            var word = Regex.Match(raw[start.Index..], @"^=\?utf-8\?([BbQq])\?([^?\s]+)\?=($|[\s"",()])", RegexOptions.NonBacktracking);
            var isInWord = Regex.IsMatch(raw[..start.Index], @"\?[BbQq]\?[^?\s]*$", RegexOptions.NonBacktracking);
            if (!word.Success && isInWord) continue;
            Assert.True(word.Success, $"no encoded word: {raw[start.Index..]}");
            Assert.InRange(word.Length - word.Groups[3].Length, 1, 75);
            var (coding, coded) = (word.Groups[1].Value, word.Groups[2].Value);
            Utf8.GetString(coding is "B" or "b" ? Convert.FromBase64String(coded) : Quoted(coded));
        }
    }

    private static byte[] Quoted(string text) => [.. Regex
        .Matches(text.Replace('_', ' '), "=([0-9A-F]{2})|[^=]", RegexOptions.NonBacktracking)
        .Select(match => match.Value is ['=', ..] ? Convert.ToByte(match.Value[1..], 16) : (byte)match.Value[0])];

    private static (string Type, string Text) PartOf(TextPart part, string boundary)
    {
        Assert.Matches("^text/(plain|html)$", part.ContentType.MimeType);
        Assert.Equal(("utf-8", ContentEncoding.QuotedPrintable), (part.ContentType.Charset, part.ContentTransferEncoding));
        using var encoded = new MemoryStream();
        part.Content!.WriteTo(encoded, TestContext.Current.CancellationToken);
        var lines = Encoding.ASCII.GetString(encoded.ToArray());
        Assert.DoesNotContain("--" + boundary, lines, StringComparison.Ordinal);
        foreach (var line in lines.Split("\r\n"))
        {
            Assert.True(line.Length <= 76, $"an encoded line of {line.Length} characters");
            Assert.False(line is [.., ' ' or '\t'], $"white space at the end of '{line}' may be lost on the way");
        }

        using var decoded = new MemoryStream();
        part.Content.DecodeTo(decoded, TestContext.Current.CancellationToken);
        var text = Utf8.GetString(decoded.ToArray());
        Assert.DoesNotMatch("(?<!\r)\n|\r(?!\n)", text);
        return (part.ContentType.MimeType, text);
    }
}

using System.Text;
using LinkWatch.Fetching;

namespace LinkWatch.Judging;

/// <summary>What a body is.</summary>
/// <param name="Form">Whether a reader may be given it.</param>
/// <param name="Name">What it is instead of HTML, in words; empty for HTML.</param>
public readonly record struct BodyKind(BodyForm Form, string Name)
{
    /// <summary>Bytes looked at when the Content-Type says nothing, or to see that it lies.</summary>
    public const int SniffedBytes = 1024;

    private static readonly (byte[] Start, string Name)[] Magic =
    [
        ("%PDF-"u8.ToArray(), "a PDF file"),
        ([0x89, (byte)'P', (byte)'N', (byte)'G'], "a PNG image"),
        ("GIF8"u8.ToArray(), "a GIF image"),
        ([0xFF, 0xD8, 0xFF], "a JPEG image"),
        ("RIFF"u8.ToArray(), "a media file"),
        ([(byte)'P', (byte)'K', 3, 4], "a zip archive"),
        ([0x1F, 0x8B], "gzip data"),
        ([0x28, 0xB5, 0x2F, 0xFD], "zstd data"),
    ];

    public static BodyKind Html { get; } = new(BodyForm.Html, "");

    /// <summary>
    /// Tells by the Content-Type; only where it is missing or says nothing do the first bytes decide, as in the MIME Sniffing standard
    /// (https://mimesniff.spec.whatwg.org). A browser shows <c>text/plain</c> as text even where tags are in it, so that is not a page.
    /// </summary>
    public static BodyKind Of(string? contentType, ReadOnlySpan<byte> body)
    {
        var text = body.TrimStart(Blanks);
        var head = text[..Math.Min(text.Length, SniffedBytes)];
        var type = contentType is null ? "" : MediaType.Essence(MediaType.Extract([contentType]) ?? "");
        if (MediaType.IsHtml(type)) return Garbled(head) is { } what ? new(BodyForm.Garbled, what) : Html;
        if (type is "" or "unknown/unknown" or "application/unknown") return Sniffed(head);
        if (type is "text/xml" or "application/xml" && HoldsXhtml(body)) return Html;
        var said = $"sent as {type}";
        return new(BodyForm.Other, head.IndexOf("<html"u8) >= 0 ? said + ", which no browser shows as a page though it holds HTML" : said);
    }

    /// <summary>Nothing but white space: as good as empty.</summary>
    public static bool IsBlank(ReadOnlySpan<byte> body) =>
        (body.StartsWith(Encoding.UTF8.Preamble) ? body[Encoding.UTF8.Preamble.Length..] : body).TrimStart(Blanks).IsEmpty;

    private static ReadOnlySpan<byte> Blanks => " \t\r\n\f"u8;

    /// <summary>Nobody called it anything, so that nobody said that it is no page.</summary>
    private static BodyKind Sniffed(ReadOnlySpan<byte> head)
    {
        if (Garbled(head) is { } what) return new(BodyForm.Garbled, what);
        return head.IndexOf((byte)'<') >= 0 ? Html : new(BodyForm.Garbled, "plain text without a Content-Type");
    }

    /// <summary>Whether XHTML's namespace is named anywhere: a long internal subset may stand before the root element.</summary>
    private static bool HoldsXhtml(ReadOnlySpan<byte> body) =>
        body.IndexOf("http://www.w3.org/1999/xhtml"u8) >= 0
            || body.IndexOf("x\0h\0t\0m\0l\0"u8) >= 0 || body.IndexOf("\0x\0h\0t\0m\0l"u8) >= 0;

    /// <summary>What the bytes are where they cannot be text: compressed twice, or a file under the wrong name.</summary>
    private static string? Garbled(ReadOnlySpan<byte> head)
    {
        foreach (var (start, name) in Magic)
        {
            if (head.StartsWith(start)) return name;
        }

        var controls = 0;
        foreach (var b in head)
        {
            // NUL belongs to UTF-16, ESC to ISO-2022-JP.
            if (b is > 0 and < 0x09 or > 0x0D and < 0x1B or > 0x1B and < 0x20) controls++;
        }

        return controls > 8 && controls * 20 > head.Length && !HasUtf16Mark(head) ? "bytes that are not text" : null;
    }

    private static bool HasUtf16Mark(ReadOnlySpan<byte> head) => head is [0xFF, 0xFE, ..] or [0xFE, 0xFF, ..];
}

/// <summary>Whether a body is a page.</summary>
public enum BodyForm
{
    /// <summary>A page.</summary>
    Html,

    /// <summary>Something else, by what the server calls it.</summary>
    Other,

    /// <summary>
    /// Called a page or nothing at all, but its bytes are none: compressed twice, or a file under the wrong name.
    /// It says nothing either way.
    /// </summary>
    Garbled,
}

using System.Text;

namespace LinkWatch.Html.Encodings;

/// <summary>
/// The HTML Standard's "prescan a byte stream to determine its encoding"
/// (https://html.spec.whatwg.org/#prescan-a-byte-stream-to-determine-its-encoding): finds a <c>meta</c> that declares an encoding,
/// without decoding anything.
/// </summary>
internal ref struct CharsetPrescan
{
    private readonly ReadOnlySpan<byte> bytes;
    private readonly bool skipsRawText;
    private int position;

    private CharsetPrescan(ReadOnlySpan<byte> bytes, bool skipsRawText)
    {
        this.bytes = bytes;
        this.skipsRawText = skipsRawText;
    }

    /// <summary>What a <c>meta</c> in the first 1,024 bytes declares, or null.</summary>
    public static Charset? Early(ReadOnlySpan<byte> body)
    {
        var head = body[..Math.Min(body.Length, 1024)];
        return new CharsetPrescan(head, skipsRawText: false).Run() ?? FromXml(head);
    }

    /// <summary>
    /// What a <c>meta</c> anywhere declares, or null: the standard's "change the encoding", which a browser does when its parser meets the
    /// element. So a <c>meta</c> written in a script, a style sheet, a text area and the like is passed over here,
    /// as the parser passes over it.
    /// </summary>
    public static Charset? Late(ReadOnlySpan<byte> body) => new CharsetPrescan(body, skipsRawText: true).Run();

    private Charset? Run()
    {
        while (position < bytes.Length)
        {
            var next = bytes[position..].IndexOf((byte)'<');
            if (next < 0) return null;
            position += next;
            if (At("<!--"u8)) SkipPast("-->"u8, 2);
            else if (At("<meta"u8) && IsSpaceOrSlash(Peek(5)))
            {
                position += 6;
                if (Meta() is { } charset) return charset;
            }
            else if (IsLetter(Peek(1)) || (Peek(1) == '/' && IsLetter(Peek(2)))) Tag();
            else if (Peek(1) is (byte)'!' or (byte)'/' or (byte)'?') SkipPast(">"u8, 1);
            else position++;
        }

        return null;
    }

    private void Tag()
    {
        var start = position + 1;
        var length = bytes[start..].IndexOfAny("\t\n\f\r >"u8);
        position = length < 0 ? bytes.Length : start + length;
        var name = bytes[start..position];
        while (NextAttribute(out _, out _))
        {
        }

        if (skipsRawText && IsRawText(name)) SkipRawText(name);
    }

    private Charset? Meta()
    {
        Charset? charset = null;
        bool? needsPragma = null;
        bool hasPragma = false, sawHttpEquiv = false, sawContent = false, sawCharset = false;
        while (NextAttribute(out var name, out var value))
        {
            if (name == "http-equiv" && !sawHttpEquiv)
            {
                sawHttpEquiv = true;
                hasPragma = value.Equals("content-type", StringComparison.OrdinalIgnoreCase);
            }
            else if (name == "content" && !sawContent)
            {
                sawContent = true;
                if (charset is null && !sawCharset && FromContent(value) is { } declared) (charset, needsPragma) = (declared, true);
            }
            else if (name == "charset" && !sawCharset)
            {
                sawCharset = true;
                (charset, needsPragma) = (CharsetLabels.Find(value), false);
            }
        }

        if (needsPragma is null || (needsPragma.Value && !hasPragma)) return null;
        return charset is { Name: "x-user-defined" } ? CharsetLabels.Find("windows-1252") : ReadableAsAscii(charset);
    }

    /// <summary>A declaration that could be read as ASCII does not stand in UTF-16, whatever it says.</summary>
    private static Charset? ReadableAsAscii(Charset? declared) =>
        declared is { Name: "utf-16be" or "utf-16le" } ? CharsetLabels.Find("utf-8") : declared;

    /// <summary>
    /// The encoding in a Content-Type value: the standard's "extracting a character encoding from a meta element",
    /// which is laxer than HTTP.
    /// </summary>
    public static Charset? FromContent(ReadOnlySpan<char> content)
    {
        while (true)
        {
            var found = content.IndexOf("charset", StringComparison.OrdinalIgnoreCase);
            if (found < 0) return null;
            content = content[(found + 7)..].TrimStart(" \t\n\f\r");
            if (content is not ['=', ..]) continue;
            content = content[1..].TrimStart(" \t\n\f\r");
            if (content is [var quote and ('"' or '\''), .. var quoted])
            {
                var end = quoted.IndexOf(quote);
                return end < 0 ? null : CharsetLabels.Find(quoted[..end]);
            }

            var length = content.IndexOfAny(" \t\n\f\r;");
            return CharsetLabels.Find(length < 0 ? content : content[..length]);
        }
    }

    /// <summary>The standard's "get an XML encoding": what an XML declaration at the very start declares, or null.</summary>
    public static Charset? FromXml(ReadOnlySpan<byte> head)
    {
        if (head.StartsWith("<\0?\0x\0"u8)) return CharsetLabels.Find("utf-16le");
        if (head.StartsWith("\0<\0?\0x"u8)) return CharsetLabels.Find("utf-16be");
        var end = head.StartsWith("<?xml"u8) ? head.IndexOf((byte)'>') : -1;
        if (end < 0) return null;
        var declaration = Encoding.Latin1.GetString(head[..end]).AsSpan();
        var found = declaration.IndexOf("encoding", StringComparison.Ordinal);
        if (found < 0) return null;
        var rest = declaration[(found + 8)..].TrimStart();
        if (rest is not ['=', ..]) return null;
        rest = rest[1..].TrimStart();
        if (rest is not [var quote and ('"' or '\''), .. var quoted]) return null;
        var length = quoted.IndexOf(quote);
        return length < 0 ? null : ReadableAsAscii(CharsetLabels.Find(quoted[..length]));
    }

    /// <summary>The standard's "get an attribute"; name and value in lower case.</summary>
    private bool NextAttribute(out string name, out string value)
    {
        name = value = "";
        while (IsSpaceOrSlash(Peek(0))) position++;
        if (position >= bytes.Length || Peek(0) == '>') return false;
        var start = position++;
        while (position < bytes.Length && !IsSpaceOrSlash(Peek(0)) && Peek(0) is not ((byte)'=' or (byte)'>')) position++;
        name = Lower(bytes[start..position]);
        SkipSpaces();
        if (Peek(0) != '=') return true;
        position++;
        SkipSpaces();
        if (Peek(0) is (byte)'"' or (byte)'\'')
        {
            var quote = bytes[position++];
            var end = bytes[position..].IndexOf(quote);
            value = Lower(end < 0 ? bytes[position..] : bytes.Slice(position, end));
            position = end < 0 ? bytes.Length : position + end + 1;
            return end >= 0;
        }

        start = position;
        while (position < bytes.Length && Peek(0) != '>' && !IsSpace(Peek(0))) position++;
        value = Lower(bytes[start..position]);
        return position < bytes.Length;
    }

    private void SkipRawText(ReadOnlySpan<byte> name)
    {
        while (true)
        {
            var next = bytes[position..].IndexOf("</"u8);
            if (next < 0)
            {
                position = bytes.Length;
                return;
            }

            position += next + 2;
            if (bytes.Length - position >= name.Length && Ascii.EqualsIgnoreCase(bytes.Slice(position, name.Length), name)) return;
        }
    }

    private void SkipPast(ReadOnlySpan<byte> end, int from)
    {
        var found = position + from >= bytes.Length ? -1 : bytes[(position + from)..].IndexOf(end);
        position = found < 0 ? bytes.Length : position + from + found + end.Length;
    }

    private void SkipSpaces()
    {
        while (IsSpace(Peek(0))) position++;
    }

    private readonly bool At(ReadOnlySpan<byte> text) =>
        bytes.Length - position >= text.Length && Ascii.EqualsIgnoreCase(bytes.Slice(position, text.Length), text);

    private readonly byte Peek(int offset) => position + offset < bytes.Length ? bytes[position + offset] : (byte)0;

    private static bool IsRawText(ReadOnlySpan<byte> name)
    {
        foreach (var element in new[] { "script", "style", "title", "textarea", "iframe", "noembed", "noframes", "xmp", "template" })
        {
            if (Ascii.EqualsIgnoreCase(name, element)) return true;
        }

        return false;
    }

    private static string Lower(ReadOnlySpan<byte> text) => Encoding.Latin1.GetString(text).ToLowerInvariant();

    private static bool IsLetter(byte b) => char.IsAsciiLetter((char)b);

    private static bool IsSpace(byte b) => b is (byte)'\t' or (byte)'\n' or (byte)'\f' or (byte)'\r' or (byte)' ';

    private static bool IsSpaceOrSlash(byte b) => b == '/' || IsSpace(b);
}

using System.Text;

namespace LinkWatch.Reading.Scanning;

/// <summary>What <see cref="Tokenizer.Next"/> met. Comments, processing instructions and doctypes are passed over.</summary>
internal enum Token
{
    /// <summary>The end of the page. A tag that is cut off there is no tag.</summary>
    End,
    Text,
    StartTag,
    EndTag,
}

/// <summary>
/// The HTML Standard's tokenizer (https://html.spec.whatwg.org/multipage/parsing.html#tokenization) over UTF-8 bytes:
/// every byte that the standard's states look for is ASCII, and no UTF-8 sequence holds one.
/// It builds nothing; a token is a range of the page.
/// </summary>
/// <param name="page">Without NUL.</param>
/// <param name="start">Where its markup begins.</param>
internal ref struct Tokenizer(ReadOnlySpan<byte> page, int start)
{
    /// <summary>The standard's white space, and the carriage return that its preprocessing turns into a line feed.</summary>
    private const ulong Spaces = (1UL << ' ') | (1UL << '\t') | (1UL << '\n') | (1UL << '\r') | (1UL << '\f');

    private readonly ReadOnlySpan<byte> page = page;

    /// <summary>Where the token begins.</summary>
    public int Start { get; private set; } = start;

    /// <summary>Just behind the token.</summary>
    public int End { get; private set; } = start;

    /// <summary>Just behind the tag's name: where its attributes begin.</summary>
    public int NameEnd { get; private set; }

    /// <summary>The name of the tag.</summary>
    public Element Element { get; private set; }

    /// <summary>Tells the name from every other: the element, or a hash of a name that tree construction does not know.</summary>
    public readonly uint NameCode => Element != Element.Other ? (uint)Element : Elements.Hash(Name);

    /// <summary>The tag ends in <c>/&gt;</c>. Means something in SVG and MathML only.</summary>
    public bool IsSelfClosing { get; private set; }

    public readonly ReadOnlySpan<byte> Text => page[Start..End];

    /// <summary>As written.</summary>
    public readonly ReadOnlySpan<byte> Name => page[NameStart..NameEnd];

    /// <summary>See <see cref="Abstention.EmptyReference"/>.</summary>
    public readonly bool HasEmptyReference => page[Start..End].IndexOf("&;"u8) >= 0;

    /// <summary>The attributes of the start tag.</summary>
    public readonly TagAttributes Attributes => new(page[NameEnd..End]);

    /// <summary>What stands between the tags is SVG or MathML, where CDATA sections exist.</summary>
    public bool AllowsCData { get; set; }

    private int NameStart { get; set; }

    /// <summary>Reads once more the tag that begins at <paramref name="start"/>.</summary>
    public static Tokenizer TagAt(ReadOnlySpan<byte> page, int start)
    {
        var tokenizer = new Tokenizer(page, start);
        tokenizer.Next();
        return tokenizer;
    }

    /// <summary>The tag as written, at most <see cref="SourceTag.Limit"/> characters of it.</summary>
    public readonly string Source()
    {
        var tag = page[Start..End];
        var text = Encoding.UTF8.GetString(tag);
        if (text.Length <= SourceTag.Limit) return text;
        return text[..(char.IsHighSurrogate(text[SourceTag.Limit - 1]) ? SourceTag.Limit - 1 : SourceTag.Limit)];
    }

    /// <summary>The data state and the tag states.</summary>
    public Token Next()
    {
        while (true)
        {
            var rest = page[End..];
            Start = End;
            if (rest.IsEmpty) return Token.End;
            if (rest[0] != '<') return ReadText(Start);
            var next = rest.Length > 1 ? rest[1] : (byte)0;
            if (char.IsAsciiLetter((char)next)) return ReadTag(Start + 1) ? Token.StartTag : Token.End;
            switch (next)
            {
                case (byte)'/':
                    var name = rest.Length > 2 ? rest[2] : (byte)0;
                    if (char.IsAsciiLetter((char)name)) return ReadTag(Start + 2) ? Token.EndTag : Token.End;
                    if (name == 0) return ReadText(page.Length);
                    SkipTo(">"u8);
                    break;
                case (byte)'!':
                    SkipDeclaration();
                    break;
                case (byte)'?':
                    SkipTo(">"u8);
                    break;
                default:
                    return ReadText(Start + 1);
            }
        }
    }

    /// <summary>Passes over the text content of a raw text element (RCDATA, RAWTEXT and script data states) up to its end tag; false where that never comes.</summary>
    public bool SkipRawText(out ReadOnlySpan<byte> content)
    {
        var rest = page[End..];
        var length = Element == Element.Script ? ScriptText.Length(rest) : RawTextLength(rest, Element.Name());
        content = length < 0 ? [] : rest[..length];
        End += content.Length;
        return length >= 0;
    }

    /// <summary>Where <c>&lt;/name</c> begins that ends the tag's name right there, or -1.</summary>
    private static int RawTextLength(ReadOnlySpan<byte> rest, ReadOnlySpan<byte> name)
    {
        for (var at = 0; ; at += 2)
        {
            var found = rest[at..].IndexOf("</"u8);
            if (found < 0) return -1;
            at += found;
            if (IsWord(rest, at + 2, name)) return at;
        }
    }

    /// <summary>Whether <paramref name="word"/> (lower case) stands at <paramref name="at"/> and ends as a tag's name does.</summary>
    internal static bool IsWord(ReadOnlySpan<byte> page, int at, ReadOnlySpan<byte> word)
    {
        var end = at + word.Length;
        return end < page.Length && EndsName(page[end]) && Ascii.EqualsIgnoreCase(page[at..end], word);
    }

    internal static bool EndsName(byte c) => IsIn(Spaces | (1UL << '>') | (1UL << '/'), c);

    internal static bool EndsAttributeName(byte c) => IsIn(Spaces | (1UL << '>') | (1UL << '/') | (1UL << '='), c);

    internal static bool IsSpace(byte c) => IsIn(Spaces, c);

    /// <summary>Every byte that ends something is below 64, so that a set of them is a word.</summary>
    private static bool IsIn(ulong set, byte c) => c < 64 && ((set >> c) & 1) != 0;

    private Token ReadText(int from)
    {
        var length = page[from..].IndexOf((byte)'<');
        End = length < 0 ? page.Length : from + length;
        return Token.Text;
    }

    private bool ReadTag(int nameStart)
    {
        var text = page;
        var end = nameStart + 1;
        while (end < text.Length && !EndsName(text[end])) end++;
        NameStart = nameStart;
        NameEnd = end;
        Element = Elements.Find(text, nameStart, end);
        End = TagAttributes.Skip(text, end, out var isSelfClosing);
        IsSelfClosing = isSelfClosing;
        if (End >= 0) return true;
        End = text.Length;
        return false;
    }

    /// <summary>The markup declaration open state: a comment, a CDATA section, or what ends at the next <c>&gt;</c>.</summary>
    private void SkipDeclaration()
    {
        var rest = page[(Start + 2)..];
        if (rest.StartsWith("--"u8)) SkipComment(Start + 4);
        else SkipTo(AllowsCData && rest.StartsWith("[CDATA["u8) ? "]]>"u8 : ">"u8);
    }

    /// <summary>The comment states: <c>&lt;!--&gt;</c> and <c>&lt;!---&gt;</c> are whole comments, others end at <c>--&gt;</c> or <c>--!&gt;</c>.</summary>
    private void SkipComment(int at)
    {
        var rest = page[at..];
        if (rest.StartsWith(">"u8) || rest.StartsWith("->"u8))
        {
            SkipTo(">"u8);
            return;
        }

        while (true)
        {
            var dashes = page[at..].IndexOf("--"u8);
            if (dashes < 0)
            {
                End = page.Length;
                return;
            }

            at += dashes + 2;
            var behind = page[at..];
            if (behind.StartsWith(">"u8) || behind.StartsWith("!>"u8))
            {
                End = at + (behind[0] == '>' ? 1 : 2);
                return;
            }

            at--;
        }
    }

    private void SkipTo(ReadOnlySpan<byte> end)
    {
        var length = page[Start..].IndexOf(end);
        End = length < 0 ? page.Length : Start + length + end.Length;
    }
}

using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using System.Text;

namespace LinkWatch.Html.Scanning;

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
/// It builds nothing; a token is a range of the page. A tag is mostly told by two looks at sixteen and thirty-two bytes at once;
/// what they cannot tell goes through the standard's states byte by byte (<see cref="TagAttributes"/>).
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
    public readonly uint NameCode => Element != Element.Other ? (uint)Element : ElementTraits.Hash(Name);

    /// <summary>The tag ends in <c>/&gt;</c>. Means something in SVG and MathML only, and is found out when it is asked for.</summary>
    public readonly bool IsSelfClosing
    {
        get
        {
            TagAttributes.Skip(page, NameEnd, out var isSelfClosing);
            return isSelfClosing;
        }
    }

    public readonly ReadOnlySpan<byte> Text => page[Start..End];

    /// <summary>As written.</summary>
    public readonly ReadOnlySpan<byte> Name => page[NameStart..NameEnd];

    /// <summary>See <see cref="Abstention.EmptyReference"/>.</summary>
    public readonly bool HasEmptyReference => page[Start..End].IndexOf("&;"u8) >= 0;

    /// <summary>The attributes of the start tag.</summary>
    public readonly TagAttributes Attributes => new(page, NameEnd);

    /// <summary>What stands between the tags is SVG or MathML, where CDATA sections exist.</summary>
    public bool AllowsCData { get; set; }

    /// <summary>Nobody asks for the text between the tags: it is passed over like comments.</summary>
    public bool SkipsText { get; set; }

    /// <summary>The page ended inside a tag, a comment or another declaration.</summary>
    public bool IsCutOff { get; private set; }

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
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public Token Next()
    {
        while (true)
        {
            Start = End;
            if (Start >= page.Length) return Token.End;
            if (page[Start] != '<')
            {
                ReadText(Start);
                if (!SkipsText) return Token.Text;
                continue;
            }

            var next = At(Start + 1);
            if (IsLetter(next)) return ReadTag(Start + 1) ? Token.StartTag : Token.End;
            if (next == '/' && IsLetter(At(Start + 2))) return ReadTag(Start + 2) ? Token.EndTag : Token.End;
            if (!SkipOther(next)) return Token.Text;
        }
    }

    /// <summary>
    /// Passes over the text content of a raw text element (RCDATA, RAWTEXT and script data states) up to its end tag;
    /// false where that never comes.
    /// </summary>
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

    private static bool IsLetter(byte c) => (uint)((c | 0x20) - 'a') <= 'z' - 'a';

    /// <summary>Zero behind the end.</summary>
    private readonly byte At(int at) => at < page.Length ? page[at] : (byte)0;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private void ReadText(int from)
    {
        if (from + Vector256<byte>.Count <= page.Length)
        {
            var tags = Bits(Vector256.LoadUnsafe(ref MemoryMarshal.GetReference(page), (nuint)from), (byte)'<');
            if (tags != 0)
            {
                End = from + BitOperations.TrailingZeroCount(tags);
                return;
            }
        }

        var length = page[from..].IndexOf((byte)'<');
        End = length < 0 ? page.Length : from + length;
    }

    /// <summary>Passes over what begins with <c>&lt;</c> and is no tag; false where it is text.</summary>
    private bool SkipOther(byte next)
    {
        switch (next)
        {
            case (byte)'/' when Start + 2 == page.Length:
                IsCutOff = true;
                End = page.Length;
                return false;
            case (byte)'/' or (byte)'?':
                SkipTo(">"u8);
                return true;
            case (byte)'!':
                SkipDeclaration();
                return true;
            default:
                IsCutOff |= Start + 1 == page.Length;
                ReadText(Start + 1);
                return false;
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private bool ReadTag(int nameStart)
    {
        NameStart = nameStart;
        NameEnd = EndOfName(nameStart);
        Element = ElementTraits.Find(page, nameStart, NameEnd);
        End = At(NameEnd) == '>' ? NameEnd + 1 : EndOfTag(NameEnd);
        if (End >= 0) return true;
        IsCutOff = true;
        End = page.Length;
        return false;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private readonly int EndOfName(int at)
    {
        if (at + Vector128<byte>.Count <= page.Length)
        {
            // The bytes that end a name differ in their lower halves: a table of them by that half tells them all at once.
            // A page has no NUL.
            var enders = Vector128.Create(
                (byte)' ', 0, 0, 0, 0, 0, 0, 0, 0, (byte)'\t', (byte)'\n', 0, (byte)'\f', (byte)'\r', (byte)'>', (byte)'/');
            var window = Vector128.LoadUnsafe(ref MemoryMarshal.GetReference(page), (nuint)at);
            var ends = Vector128.Equals(
                Vector128.Shuffle(enders, window & Vector128.Create((byte)0xF)), window).ExtractMostSignificantBits();
            if (ends != 0) return at + BitOperations.TrailingZeroCount(ends);
        }

        while (at < page.Length && !EndsName(page[at])) at++;
        return at;
    }

    /// <summary>
    /// Just behind the <c>&gt;</c> that ends the tag, from before an attribute's name, or -1. Between there and the first quote stands one
    /// <c>=</c>, right before the quote and behind a name: then the quote opens a value. Anything else is for the states to tell.
    /// </summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private readonly int EndOfTag(int at)
    {
        while (at + Vector256<byte>.Count <= page.Length)
        {
            var window = Vector256.LoadUnsafe(ref MemoryMarshal.GetReference(page), (nuint)at);
            var ends = Bits(window, (byte)'>');
            var (doubles, singles) = (Bits(window, (byte)'"'), Bits(window, (byte)'\''));
            var stops = ends | doubles | singles;
            if (stops == 0) break;
            var stop = BitOperations.TrailingZeroCount(stops);
            var bit = 1u << stop;
            if ((ends & bit) != 0) return at + stop + 1;
            if (stop < 2 || (Bits(window, (byte)'=') & (bit - 1)) != bit >> 1 || !IsLetter(page[at + stop - 2])) break;
            var closing = ((doubles & bit) != 0 ? doubles : singles) & ~(bit | (bit - 1));
            if (closing != 0)
            {
                at += BitOperations.TrailingZeroCount(closing) + 1;
                continue;
            }

            var length = page[(at + Vector256<byte>.Count)..].IndexOf(page[at + stop]);
            if (length < 0) return -1;
            at += Vector256<byte>.Count + length + 1;
        }

        return TagAttributes.Skip(page, at, out _);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static uint Bits(Vector256<byte> window, byte c) => Vector256.Equals(window, Vector256.Create(c)).ExtractMostSignificantBits();

    /// <summary>The markup declaration open state: a comment, a CDATA section, or what ends at the next <c>&gt;</c>.</summary>
    private void SkipDeclaration()
    {
        var rest = page[(Start + 2)..];
        if (rest.StartsWith("--"u8)) SkipComment(Start + 4);
        else SkipTo(AllowsCData && rest.StartsWith("[CDATA["u8) ? "]]>"u8 : ">"u8);
    }

    /// <summary>
    /// The comment states: <c>&lt;!--&gt;</c> and <c>&lt;!---&gt;</c> are whole comments, others end at <c>--&gt;</c> or <c>--!&gt;</c>.
    /// </summary>
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
                IsCutOff = true;
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
        IsCutOff |= length < 0;
        End = length < 0 ? page.Length : Start + length + end.Length;
    }
}

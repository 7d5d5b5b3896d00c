using System.Text;
using LinkWatch.Html.Scanning;

namespace LinkWatch.Html.Failures;

/// <summary>
/// The last part of a page: its text, line ends kept, with its tags between control characters. Attributes, comments and what scripts and
/// styles hold are left out. Text that spells out a tag (<c>&amp;lt;b&gt;</c>) can't be taken for one.
/// </summary>
internal static class PageTail
{
    /// <summary>Stands before a start tag's name, …</summary>
    public const char Start = '\x01';

    /// <summary>… before an end tag's name, …</summary>
    public const char End = '\x02';

    /// <summary>… and behind either.</summary>
    public const char Close = '\x03';

    /// <summary>An element that HTML doesn't know: Python's <c>&lt;module&gt;</c>, sent as it is.</summary>
    public const string Unknown = "unknown";

    private const int MaxText = 32 * 1024;

    /// <param name="page">UTF-8.</param>
    /// <param name="from">Where a token begins.</param>
    public static string Of(ReadOnlySpan<byte> page, int from)
    {
        var tail = new StringBuilder();
        var tokens = new Tokenizer(page, from);
        for (var token = tokens.Next(); token != Token.End; token = tokens.Next())
        {
            if (token == Token.Text) AddText(tail, tokens.Text);
            else AddTag(tail, ref tokens, token);
        }

        return tail.ToString();
    }

    private static void AddText(StringBuilder tail, ReadOnlySpan<byte> text)
    {
        var read = CharacterReferences.Decode(text.Length > MaxText ? text[^MaxText..] : text, inAttribute: false);
        foreach (var c in read) tail.Append(c is Start or End or Close or '\u00A0' ? ' ' : c);
    }

    private static void AddTag(StringBuilder tail, ref Tokenizer tokens, Token token)
    {
        var isRaw = tokens.Element.Is(Traits.RawText);
        if (isRaw && token == Token.EndTag) return;
        if (!isRaw || tokens.Element is not (Element.Script or Element.Style or Element.Noframes))
        {
            tail.Append(token == Token.StartTag ? Start : End)
                .Append(tokens.Element == Element.Other ? Unknown : tokens.Element.Text())
                .Append(Close);
        }

        if (isRaw) tokens.SkipRawText(out _);
    }
}

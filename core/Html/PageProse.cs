using System.Text;
using LinkWatch.Html.Encodings;
using LinkWatch.Html.Scanning;
using LinkWatch.Html.Trees;

namespace LinkWatch.Html;

/// <summary>What a page says to its readers, in one pass of the tokenizer: enough to tell its topic and its language.</summary>
/// <param name="Title">Empty if there is none.</param>
/// <param name="Prose">
/// The text outside menus, headers, footers and sidebars, scripts and forms' controls; if that is next to nothing, with these. Up to
/// <see cref="MaxCharacters"/>.
/// </param>
/// <param name="Language">As the page's first tag declares it, or null.</param>
public sealed record PageProse(string Title, string Prose, string? Language)
{
    /// <summary>What a page is about, its first thousands of words say.</summary>
    public const int MaxCharacters = 40_000;

    private const int MaxBytes = 512 * 1024;

    /// <summary>In characters: with less outside its menus, a page marks its own text as one.</summary>
    private const int NextToNothing = 100;

    public static PageProse Of(PageSource source)
    {
        var head = source with { Body = source.Body[..Math.Min(source.Body.Length, MaxBytes)] };
        var utf8 = new PageText(PageEncoding.Sniff(head)).ToUtf8(head);
        var prose = Read(utf8, isWhole: false);
        if (prose.Prose.Length >= NextToNothing) return prose;
        var whole = Read(utf8, isWhole: true);
        return whole.Prose.Length > 2 * prose.Prose.Length ? whole : prose;
    }

    private static PageProse Read(ReadOnlySpan<byte> page, bool isWhole)
    {
        var tokens = new Tokenizer(page, 0);
        var (title, prose, language) = ("", new StringBuilder(), (string?)null);
        var (apart, depth) = (Element.Other, 0);
        while (prose.Length < MaxCharacters)
        {
            var token = tokens.Next();
            if (token == Token.End) break;
            if (token == Token.Text && depth == 0) Append(prose, tokens.Text);
            if (token == Token.EndTag && depth > 0 && tokens.Element == apart) depth--;
            if (token != Token.StartTag) continue;
            var element = tokens.Element;
            if (element == Element.Html) language ??= tokens.Attributes.Find("lang"u8);
            if (element.Is(Traits.RawText))
            {
                if (!tokens.SkipRawText(out var content)) break;
                if (element == Element.Title && title.Length == 0) title = CharacterReferences.Decode(content, inAttribute: false);
            }
            else if (element == Element.Plaintext)
            {
                break;
            }
            else if (depth == 0 ? IsApart(element, isWhole) : element == apart)
            {
                apart = element;
                depth++;
            }
        }

        return new PageProse(title, prose.ToString(), language);
    }

    private static bool IsApart(Element element, bool isWhole) => element switch
    {
        Element.Template or Element.Select or Element.Button or Element.Noscript => true,
        Element.Nav or Element.Header or Element.Footer or Element.Aside or Element.Menu or Element.Dialog => !isWhole,
        _ => false,
    };

    private static void Append(StringBuilder prose, ReadOnlySpan<byte> text)
    {
        if (text.Trim(" \t\r\n\f"u8).IsEmpty) return;
        prose.Append(CharacterReferences.Decode(text, inAttribute: false).Replace("\u00AD", "", StringComparison.Ordinal)).Append(' ');
    }
}

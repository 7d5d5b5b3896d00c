using System.Text;
using System.Text.RegularExpressions;
using LinkWatch.Html.Scanning;

namespace LinkWatch.Html.Failures;

/// <summary>
/// Whether a page ends in the error of the program that wrote it. An error that is quoted looks alike: what tells them apart is that the
/// page goes on behind a quotation, if only with the end tags of what stands around it.
/// </summary>
internal static class FatalErrors
{
    private const int MaxMatches = 16;

    /// <summary>A message before its stack trace, and lines in a trace that don't look like it.</summary>
    private const int MaxMessage = 600;

    /// <summary>An error that follows the text on its line, and a notice.</summary>
    private const int MaxNotice = 120;

    /// <summary>The last part of a page, in which markup is looked for.</summary>
    private const int MaxMarkup = 256 * 1024;

    /// <summary>What an error may be wrapped in, or go on with.</summary>
    private static readonly string[] OfErrors =
    [
        "b", "strong", "i", "em", "tt", "u", "font", "small", "span", "pre", "center", "a", "h1", "h2", "h3", "table", "tbody", "tr", "th",
        "td", "p",
    ];

    /// <summary>Of these, what a notice may be wrapped in: a heading begins a chapter about it.</summary>
    private static readonly string[] OfNotices = ["b", "strong", "font", "span", "center", "p"];

    private static readonly string[] Voids = ["br", "hr", "img"];

    public static bool IsEndOf(ReadOnlySpan<byte> page, in EndScan scan)
    {
        if (scan.Tail < 0) return false;
        if (scan.SecondDocument >= 0 && FatalErrorPatterns.ErrorPage().IsMatch(Source(page[scan.SecondDocument..]))) return true;
        if (FatalErrorPatterns.Markup().IsMatch(Source(page))) return true;
        var end = Source(page[Math.Max(0, page.Length - 4096)..]);
        if (FatalErrorPatterns.WordPressLink().Match(end) is { Success: true } link && IsOfWordPress(end, link)) return true;
        return IsEndOf(PageTail.Of(page, scan.Tail));
    }

    /// <param name="tail">See <see cref="PageTail"/>.</param>
    internal static bool IsEndOf(string tail) =>
        Holds(tail, FatalErrorPatterns.PhpMarkup(), isNotice: false)
        || Holds(tail, FatalErrorPatterns.LastWords(), isNotice: false)
        || Holds(tail, FatalErrorPatterns.Exceptions(), isNotice: false)
        || Holds(tail, FatalErrorPatterns.Notices(), isNotice: true);

    private static string Source(ReadOnlySpan<byte> page) =>
        Encoding.UTF8.GetString(page.Length > MaxMarkup ? page[^MaxMarkup..] : page);

    /// <summary>A box around the message is <c>wp_die</c>'s own, or else a comment's.</summary>
    private static bool IsOfWordPress(string end, Match link) =>
        !link.Value.Contains("</div>", StringComparison.OrdinalIgnoreCase)
        || end.AsSpan(0, link.Index).Contains("wp-die-message", StringComparison.OrdinalIgnoreCase);

    private static bool Holds(string tail, Regex pattern, bool isNotice)
    {
        var count = 0;
        for (var match = pattern.Match(tail); match.Success && count < MaxMatches; match = match.NextMatch(), count++)
        {
            if (new Ending(tail, match, isNotice).IsLast()) return true;
        }

        return false;
    }

    /// <summary>An error in a page's last part, with what stands around it.</summary>
    private sealed class Ending(string tail, Match error, bool isNotice)
    {
        private readonly List<string> open = [];
        private readonly StringBuilder text = new();
        private bool isPreformatted;
        private bool isClosed;
        private bool hasEndTag;

        public bool IsLast()
        {
            var isApart = ReadBefore();
            if (!ReadAfter()) return false;
            if (!isApart && (isClosed || hasEndTag || isNotice)) return false;
            // A process that died closes nothing. What handles an error may: it writes its own markup, or a stack in a pre.
            if (isClosed && !isNotice && !isPreformatted && tail[error.Index] != PageTail.Start) return false;
            return !GoesOn();
        }

        /// <summary>The elements that the error alone is in; whether it begins a line.</summary>
        private bool ReadBefore()
        {
            var at = error.Index;
            while (true)
            {
                while (at > 0 && char.IsWhiteSpace(tail[at - 1]) && tail[at - 1] != '\n') at--;
                if (at == 0 || (tail[at - 1] == '\n' && !IsBehindTag(at))) return true;
                while (at > 0 && char.IsWhiteSpace(tail[at - 1])) at--;
                if (at == 0 || tail[at - 1] != PageTail.Close) return tail.AsSpan(at, error.Index - at).Contains(PageTail.Close);
                var tag = tail.LastIndexOfAny([PageTail.Start, PageTail.End], at - 1);
                if (tail[tag] == PageTail.End) return true;
                var name = tail[(tag + 1)..(at - 1)];
                var isWrapper = (isNotice ? OfNotices : OfErrors).Contains(name);
                if (!isWrapper && !Voids.Contains(name)) return true;
                if (isWrapper) open.Add(name);
                isPreformatted |= name == "pre";
                at = tag;
            }
        }

        /// <summary>White space between a tag and the error is not the end of a line of text.</summary>
        private bool IsBehindTag(int at)
        {
            while (at > 0 && char.IsWhiteSpace(tail[at - 1])) at--;
            return at > 0 && tail[at - 1] == PageTail.Close;
        }

        /// <summary>False where a tag shows that the page goes on.</summary>
        private bool ReadAfter()
        {
            for (var at = error.Index; at < tail.Length;)
            {
                var tag = tail.AsSpan(at).IndexOfAny(PageTail.Start, PageTail.End);
                var upTo = tag < 0 ? tail.Length : at + tag;
                text.Append(tail, at, upTo - at);
                if (isClosed && !string.IsNullOrWhiteSpace(tail[at..upTo])) return false;
                if (tag < 0) break;
                var close = tail.IndexOf(PageTail.Close, upTo);
                if (!Read(tail[(upTo + 1)..close], isStart: tail[upTo] == PageTail.Start)) return false;
                at = close + 1;
            }

            return true;
        }

        private bool Read(string name, bool isStart)
        {
            if (name is "body" or "html" && !isStart) isClosed = true;
            else if (Voids.Contains(name)) text.Append('\n');
            else if (isStart && name is "p" && !isNotice && !IsOfAsp) return false;
            else if (isStart && OfErrors.Contains(name)) open.Add(name);
            else if (isStart && name == PageTail.Unknown) return true;
            else if (isStart || open.LastIndexOf(name) is not (>= 0 and var own)) return false;
            else
            {
                open.RemoveAt(own);
                hasEndTag |= name is not ("b" or "i" or "a" or "font");
                if (name is "p" or "pre" or "tr" or "h1") text.Append('\n');
            }

            return true;
        }

        private bool IsOfAsp => error.Value.StartsWith("error '8", StringComparison.OrdinalIgnoreCase)
            || error.Value.StartsWith("software error", StringComparison.OrdinalIgnoreCase);

        /// <summary>Behind the message come sentences, not a stack trace.</summary>
        private bool GoesOn()
        {
            var lines = text.ToString().Split('\n').SkipWhile(string.IsNullOrWhiteSpace).ToList();
            if (lines.Count > 0 && lines[0].Length > (isNotice ? MaxNotice : 4 * MaxMessage)) return true;
            var others = lines.Skip(1).Where(line => !FatalErrorPatterns.TraceLine().IsMatch(line)).Sum(line => line.Trim().Length);
            return others > (isNotice ? MaxNotice : MaxMessage);
        }
    }
}

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

namespace LinkWatch.Html.Scanning;

/// <summary>
/// Why the scanner gives a page to a full parser: from here on, what tree construction makes of the tags could differ from what
/// their order in the source says. Each names the only part of the standard's tree construction that it stands for.
/// </summary>
public enum Abstention
{
    /// <summary>The scanner answers.</summary>
    None,

    /// <summary>A NUL byte: dropped, replaced or kept, depending on where it stands.</summary>
    Nul,

    /// <summary>A frameset may take the place of the body, and everything else on the page is then dropped.</summary>
    Frameset,

    /// <summary>Everything behind <c>plaintext</c> is text.</summary>
    Plaintext,

    /// <summary>A script, style, title, textarea or the like that the page never closes swallows the rest of it.</summary>
    UnclosedRawText,

    /// <summary>
    /// A tag in a <c>select</c> that old and new versions of the standard treat differently: dropped, kept, or closing the select.
    /// </summary>
    TagInSelect,

    /// <summary>
    /// HTML inside SVG or MathML (in <c>foreignObject</c>, <c>desc</c>, <c>title</c>, <c>mi</c>, <c>annotation-xml</c> …).
    /// </summary>
    HtmlInForeignContent,

    /// <summary>An HTML tag that closes the SVG or MathML around it.</summary>
    BreaksOutOfForeignContent,

    /// <summary>
    /// An end tag in <c>mi</c>, <c>mo</c>, <c>mn</c>, <c>ms</c> or <c>mtext</c> that is not its own: the standard closes what it names,
    /// AngleSharp (1.10) treats it as HTML and stays in the formula.
    /// </summary>
    EndTagInMathText,

    /// <summary><c>&amp;;</c> in a tag that counts: the standard keeps it as it is, AngleSharp (1.10) drops the semicolon.</summary>
    EmptyReference,

    /// <summary>A table's column outside a table, in a template: the tags behind it are dropped.</summary>
    ColumnInTemplate,

    /// <summary>
    /// A template that ends with a cell, caption or object open in it: formatting that was open there, a link too, goes on behind it.
    /// </summary>
    BrokenTemplate,

    /// <summary>A template that becomes a shadow root: neither on the page nor off it.</summary>
    ShadowRoot,

    /// <summary>A <c>base</c> in the body that a table or noscript may move, or behind a link that was already read without it.</summary>
    BaseInBody,

    /// <summary>Robots directives in the body that a table may move, or where a noscript may not have been closed by its end tag.</summary>
    RobotsInBody,

    /// <summary>
    /// A canonical, <c>base</c> or robots directive behind a noscript that ended the head, as a tracking pixel does: to a parser without
    /// scripts it is in the body, to a search engine in the head.
    /// </summary>
    LeakedNoscript,

    /// <summary>Called XML, where <c>&lt;title/&gt;</c> is whole: its tags do not end as HTML's do.</summary>
    Xml,

    /// <summary>Deeper than any honest page.</summary>
    TooDeep,
}

namespace LinkWatch.Html.Scanning;

/// <summary>
/// The element names that tree construction treats by name (https://html.spec.whatwg.org/multipage/parsing.html#tree-construction).
/// </summary>
/// <remarks>
/// A name is the member in lower case, but for <c>annotation-xml</c>. All others are <see cref="Other"/>:
/// nothing hangs on them but their nesting.
/// </remarks>
internal enum Element : byte
{
    Other,

    // Links and what is said of the page
    A, Area, Base, Link, Meta, Title, Script, Noscript, Template, Img, Image, Input,

    // Raw text
    Style, Textarea, Xmp, Iframe, Noembed, Noframes, Plaintext,

    // The document's frame
    Html, Head, Body, Frameset, Frame,

    // Blocks, which close an open paragraph
    P, Address, Article, Aside, Blockquote, Center, Details, Dialog, Dir, Div, Dl, Fieldset, Figcaption, Figure, Footer, Header,
    Hgroup, Main, Menu, Nav, Ol, Search, Section, Summary, Ul, Pre, Listing, Form, Hr, Li, Dd, Dt, H1, H2, H3, H4, H5, H6,

    // Tables
    Table, Caption, Colgroup, Col, Tbody, Thead, Tfoot, Tr, Td, Th,

    // Formatting
    B, Big, Code, Em, Font, I, Nobr, S, Small, Strike, Strong, Tt, U,

    // Phrases, which part no words
    Abbr, Acronym, Bdi, Bdo, Cite, Data, Del, Dfn, Ins, Kbd, Label, Mark, Q, Samp, Time,

    // Scopes of their own
    Applet, Marquee, Object, Button, Select, Option, Optgroup,

    // Ruby
    Rb, Rp, Rt, Rtc, Ruby,

    // Void elements with no other meaning here
    Basefont, Bgsound, Br, Embed, Keygen, Param, Source, Track, Wbr,

    // Foreign content: the roots, the integration points, and what breaks out of it
    Svg, Math, Foreignobject, Desc, Mi, Mo, Mn, Ms, Mtext, AnnotationXml, Span, Sub, Sup, Var,
}

/// <summary>What tree construction asks of an element.</summary>
[Flags]
internal enum Traits : ushort
{
    None = 0,

    /// <summary>Has no content and is never on the stack of open elements.</summary>
    Void = 1,

    /// <summary>The standard's category "special": an end tag of an ordinary element never closes it.</summary>
    Special = 2,

    /// <summary>Its start tag closes a paragraph that is open in button scope.</summary>
    ClosesParagraph = 4,

    /// <summary>Its end tag closes whatever is open inside it, if it is in scope.</summary>
    ClosedInScope = 8,

    /// <summary>Ends the search for an element in scope.</summary>
    Scope = 16,

    /// <summary>Its end tag runs the adoption agency algorithm.</summary>
    Formatting = 32,

    Heading = 64,

    /// <summary>Opens only inside a table, and closes what is open in the way.</summary>
    TablePart = 128,

    /// <summary>As a start tag in SVG or MathML it closes them and is HTML again.</summary>
    BreaksOut = 256,

    /// <summary>Its content is text up to its own end tag.</summary>
    RawText = 512,

    /// <summary>The text before and after its tags belongs to one word.</summary>
    Inline = 1024,

    /// <summary>Says something of the page: who may read it, where it belongs.</summary>
    SaysSomething = 2048,

    /// <summary>How many of it are open is known at any time.</summary>
    Counted = 4096,
}

namespace LinkWatch.Html.Scanning;

/// <summary>
/// The insertion modes up to "in body" (https://html.spec.whatwg.org/multipage/parsing.html#the-initial-insertion-mode and on), as far
/// as they decide what is in the head: the first tag or text that does not belong there begins the body, and a noscript there ends with it.
/// </summary>
internal struct HeadPhase
{
    private enum Mode
    {
        Head,
        HeadNoscript,
        AfterHead,
        Body,
    }

    private Mode mode;

    public readonly bool IsOver => mode == Mode.Body;

    public readonly bool IsInNoscript => mode == Mode.HeadNoscript;

    /// <summary>There was a noscript in the head.</summary>
    public bool HadNoscript { get; private set; }

    /// <summary>
    /// Something in a noscript in the head, a tracking pixel mostly, ended it before its end tag, and perhaps the head with it.
    /// </summary>
    public bool HadLeak { get; private set; }

    /// <summary>Whether the start tag makes an element; it may begin the body.</summary>
    public bool Start(Element element)
    {
        if (mode == Mode.HeadNoscript)
        {
            if (element is Element.Html or Element.Head or Element.Noscript) return false;
            if (element is Element.Basefont or Element.Bgsound or Element.Link or Element.Meta or Element.Noframes or Element.Style)
                return true;
            Leave(Mode.Head);
        }

        switch (element)
        {
            case Element.Html or Element.Head:
                return false;
            case Element.Base or Element.Basefont or Element.Bgsound or Element.Link or Element.Meta or Element.Title
                or Element.Noframes or Element.Script or Element.Style or Element.Template:
                return true;
            case Element.Noscript when mode == Mode.Head:
                mode = Mode.HeadNoscript;
                HadNoscript = true;
                return false;
            default:
                Leave(Mode.Body);
                return element != Element.Body;
        }
    }

    public void End(Element element)
    {
        if (element is Element.Br) Leave(Mode.Body);
        else if (mode == Mode.HeadNoscript) mode = element is Element.Noscript ? Mode.Head : mode;
        else if (element is Element.Body or Element.Html) mode = Mode.Body;
        else if (element is Element.Head) mode = Mode.AfterHead;
    }

    /// <summary>White space alone does not begin the body.</summary>
    public void Text(ReadOnlySpan<byte> text)
    {
        if (text.IndexOfAnyExcept(" \n\t\r\f"u8) is >= 0 and var at && (text[at] != '&' || !IsSpace(text))) Leave(Mode.Body);
    }

    private void Leave(Mode to)
    {
        HadLeak |= mode == Mode.HeadNoscript;
        mode = to;
    }

    /// <summary>White space may be written as character references: <c>&amp;#10;</c>.</summary>
    private static bool IsSpace(ReadOnlySpan<byte> text) =>
        !CharacterReferences.Decode(text, inAttribute: false).AsSpan().ContainsAnyExcept(" \n\t\r\f");
}

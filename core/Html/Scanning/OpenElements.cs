using System.Runtime.CompilerServices;

namespace LinkWatch.Html.Scanning;

/// <summary>
/// The stack of open elements (https://html.spec.whatwg.org/multipage/parsing.html#the-stack-of-open-elements), without the elements:
/// an entry is a name and where the start tag stands, so that the attributes are read only of those that hold a wanted link.
/// Follows the standard but for the adoption agency's clones: it tells placement, and where an anchor's text ends.
/// </summary>
internal ref struct OpenElements(Span<uint> names, Span<int> starts)
{
    private readonly Span<uint> names = names;
    private readonly Span<int> starts = starts;
    private int paragraphs;
    private int links;
    private bool hasForm;

    public int Count { get; private set; }

    /// <summary>How many templates are open: what is in one is not on the page.</summary>
    public int Templates { get; private set; }

    public int Tables { get; private set; }

    public int Noscripts { get; private set; }

    /// <summary>A noscript was closed together with what was left open in it: where it really ends is tree construction's to say.</summary>
    public bool HasBrokenNoscript { get; private set; }

    /// <summary>The page nests deeper than the stack holds.</summary>
    public bool IsFull { get; private set; }

    /// <summary>Where the start tag of an open element stands; the outermost comes first. Negative where there was none.</summary>
    public readonly ReadOnlySpan<int> Starts => starts[..Count];

    public readonly Element At(int index) => ElementOf(names[index]);

    public readonly bool Holds(uint name) => names[..Count].Contains(name);

    public readonly uint NameAt(int index) => names[index];

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Push(uint name, int start)
    {
        if (Count == names.Length)
        {
            IsFull = true;
            return;
        }

        Note(ElementOf(name), 1);
        names[Count] = name;
        starts[Count++] = start;
    }

    /// <summary>Closes the element at <paramref name="index"/> and all in it.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void CloseAt(int index)
    {
        var noscripts = Count > index + 1 ? Noscripts : 0;
        while (Count > index) Note(ElementOf(names[--Count]), -1);
        HasBrokenNoscript |= noscripts > Noscripts;
    }

    /// <summary>What an HTML start tag closes and opens ("in body" and the table modes).</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public void Start(Element element, uint name, int start)
    {
        var traits = element.Traits();
        if (traits.Has(Traits.ClosesParagraph | Traits.TablePart)
            || element is Element.A or Element.Button or Element.Option or Element.Optgroup)
        {
            if (!MakeRoomFor(element, traits)) return;
        }

        if (!traits.Has(Traits.Void)) Push(name, start);
    }

    /// <summary>What an HTML end tag closes.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public void End(Element element, uint name)
    {
        if (Count > 0 && names[Count - 1] == name && element is not Element.Form) CloseAt(Count - 1);
        else EndInner(element, name);
        if (element == Element.Form) hasForm = false;
    }

    /// <summary>
    /// Closes the innermost template and all in it; false where a cell, caption or object was left open in it:
    /// the marker it leaves on the list of active formatting elements lets a link out of the template.
    /// </summary>
    public bool EndTemplate()
    {
        var template = names[..Count].LastIndexOf((uint)Element.Template);
        var isClean = true;
        for (var i = template + 1; i < Count; i++) isClean &= At(i) is Element.Table || !At(i).Is(Traits.Scope);
        CloseAt(template);
        return isClean;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Element ElementOf(uint name) => name <= byte.MaxValue ? (Element)name : Element.Other;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private void Note(Element element, int change)
    {
        if (!element.Is(Traits.Counted)) return;
        if (element == Element.P) paragraphs += change;
        else if (element == Element.A) links += change;
        else if (element == Element.Table) Tables += change;
        else if (element == Element.Template) Templates += change;
        else if (element == Element.Noscript) Noscripts += change;
    }

    /// <summary>Closes what the start tag closes; false where the tag itself is dropped.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private bool MakeRoomFor(Element element, Traits traits)
    {
        if (traits.Has(Traits.TablePart)) return MakeRoomInTable(element);
        switch (element)
        {
            case Element.A:
                if (links > 0) EndFormatting((uint)Element.A);
                break;
            case Element.Button:
                CloseInScope(Element.Button);
                break;
            case Element.Option or Element.Optgroup:
                if (Count > 0 && At(Count - 1) == Element.Option) CloseAt(Count - 1);
                break;
            case Element.Form when hasForm && Templates == 0:
                return false;
            case Element.Form:
                hasForm |= Templates == 0;
                break;
            case Element.Li:
                CloseListItem(Element.Li, Element.Li);
                break;
            case Element.Dd or Element.Dt:
                CloseListItem(Element.Dd, Element.Dt);
                break;
            case Element.Table:
                CloseTableAround();
                break;
        }

        if (traits.Has(Traits.ClosesParagraph)) CloseParagraph();
        if (traits.Has(Traits.Heading) && Count > 0 && At(Count - 1).Is(Traits.Heading)) CloseAt(Count - 1);
        return true;
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private void EndInner(Element element, uint name)
    {
        var traits = element.Traits();
        if (traits.Has(Traits.ClosedInScope)) CloseInScope(element);
        else if (traits.Has(Traits.Formatting)) EndFormatting(name);
        else if (element == Element.P) CloseParagraph();
        else if (traits.Has(Traits.Heading)) CloseHeading();
        else if (element is Element.Li or Element.Dd or Element.Dt) CloseItem(element);
        else if (element is Element.Table || traits.Has(Traits.TablePart)) CloseInTable(element);
        else if (element == Element.Form) RemoveForm();
        else CloseOrdinary(name);
    }

    private void CloseInScope(Element element)
    {
        for (var i = Count - 1; i >= 0; i--)
        {
            var open = At(i);
            if (open == element)
            {
                CloseAt(i);
                return;
            }

            if (open.Is(Traits.Scope)) return;
        }
    }

    private void CloseHeading()
    {
        for (var i = Count - 1; i >= 0; i--)
        {
            var open = At(i);
            if (open.Is(Traits.Heading))
            {
                CloseAt(i);
                return;
            }

            if (open.Is(Traits.Scope)) return;
        }
    }

    private void CloseParagraph()
    {
        if (paragraphs == 0) return;
        for (var i = Count - 1; i >= 0; i--)
        {
            var open = At(i);
            if (open == Element.P)
            {
                CloseAt(i);
                return;
            }

            if (open == Element.Button || open.Is(Traits.Scope)) return;
        }
    }

    /// <summary>By their end tags: a list around the item shields it.</summary>
    private void CloseItem(Element element)
    {
        for (var i = Count - 1; i >= 0; i--)
        {
            var open = At(i);
            if (open == element)
            {
                CloseAt(i);
                return;
            }

            if (open.Is(Traits.Scope) || (element == Element.Li && open is Element.Ol or Element.Ul)) return;
        }
    }

    /// <summary>By a next item's start tag: only paragraphs, plain blocks and ordinary elements may be open in between.</summary>
    private void CloseListItem(Element one, Element other)
    {
        for (var i = Count - 1; i >= 0; i--)
        {
            var open = At(i);
            if (open == one || open == other)
            {
                CloseAt(i);
                return;
            }

            if (open.Is(Traits.Special) && open is not (Element.Address or Element.Div or Element.P)) return;
        }
    }

    /// <summary>"Any other end tag": a special element in between shields what is around it.</summary>
    private void CloseOrdinary(uint name)
    {
        for (var i = Count - 1; i >= 0; i--)
        {
            if (names[i] == name)
            {
                CloseAt(i);
                return;
            }

            if (At(i).Is(Traits.Special)) return;
        }
    }

    /// <summary>
    /// Formatting closes with what is in it; where a block is open in it,
    /// only the formatting itself ends (what remains of the adoption agency).
    /// </summary>
    private void EndFormatting(uint name)
    {
        var holdsBlock = false;
        for (var i = Count - 1; i >= 0; i--)
        {
            var open = At(i);
            if (names[i] == name)
            {
                if (holdsBlock) RemoveAt(i);
                else CloseAt(i);
                return;
            }

            if (open.Is(Traits.Scope)) return;
            holdsBlock |= open.Is(Traits.Special);
        }
    }

    private void RemoveForm()
    {
        var i = names[..Count].LastIndexOf((uint)Element.Form);
        if (i >= 0) RemoveAt(i);
    }

    private void RemoveAt(int index)
    {
        Note(At(index), -1);
        names[(index + 1)..Count].CopyTo(names[index..]);
        starts[(index + 1)..Count].CopyTo(starts[index..]);
        Count--;
    }

    /// <summary>In table scope.</summary>
    private void CloseInTable(Element element)
    {
        for (var i = Count - 1; i >= 0; i--)
        {
            var open = At(i);
            if (open == element)
            {
                CloseAt(i);
                return;
            }

            if (open is Element.Table or Element.Template) return;
        }
    }

    /// <summary>A table directly in a table, not in a cell or caption, ends the outer one.</summary>
    private void CloseTableAround()
    {
        for (var i = Count - 1; i >= 0; i--)
        {
            var open = At(i);
            if (open == Element.Table) CloseAt(i);
            if (open is Element.Table or Element.Td or Element.Th or Element.Caption or Element.Template) return;
        }
    }

    /// <summary>
    /// Closes down to what may hold the part: a row's cell, a body's row, else the table. Outside a table the tag is dropped.
    /// </summary>
    private bool MakeRoomInTable(Element part)
    {
        for (var i = Count - 1; i >= 0; i--)
        {
            var open = At(i);
            var isHolder = part switch
            {
                Element.Td or Element.Th => open is Element.Tr or Element.Tbody or Element.Thead or Element.Tfoot,
                Element.Tr => open is Element.Tbody or Element.Thead or Element.Tfoot,
                Element.Col => open is Element.Colgroup,
                _ => false,
            };
            if (isHolder || open is Element.Table or Element.Template)
            {
                CloseAt(i + 1);
                return true;
            }
        }

        return false;
    }
}

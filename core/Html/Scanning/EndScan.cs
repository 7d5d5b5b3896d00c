using LinkWatch.Html.Encodings;

namespace LinkWatch.Html.Scanning;

/// <summary>
/// One pass of the tokenizer over a page that a parser reads, for what its tree does not show: whether the page stopped in mid-markup, and
/// what was still open. Of tree construction it knows only what changes the tokens: raw text, SVG and MathML.
/// </summary>
internal ref struct EndScan
{
    /// <summary>An error's message and its stack trace.</summary>
    private const int TailLength = 32 * 1024;

    /// <summary>Elements whose end tag is optional, so that one left open says nothing.</summary>
    private static readonly HashSet<Element> Closable =
    [
        Element.Other, Element.Html, Element.Head, Element.Body, Element.Li, Element.Dd, Element.Dt, Element.Tr, Element.Td, Element.Th,
        Element.Tbody, Element.Thead, Element.Tfoot, Element.Colgroup, Element.Caption, Element.Option, Element.Optgroup, Element.Rb,
        Element.Rp, Element.Rt, Element.Rtc, Element.P,
    ];

    private readonly ReadOnlySpan<byte> page;
    private readonly Span<int> open;
    private readonly bool isXml;
    private Tokenizer tokens;
    private Element foreign;
    private int documents;

    /// <param name="page">UTF-8, without a byte order mark.</param>
    /// <param name="isXml">Whether CDATA sections may stand anywhere.</param>
    /// <param name="open">As long as there are <see cref="Element"/>s; zeros.</param>
    private EndScan(ReadOnlySpan<byte> page, bool isXml, Span<int> open)
    {
        this.page = page;
        this.isXml = isXml;
        this.open = open;
        tokens = new Tokenizer(page, 0) { AllowsCData = isXml };
        ClosedAt = SecondDocument = Tail = -1;
    }

    /// <inheritdoc cref="PageScan.ClosedAt"/>
    public int ClosedAt { get; private set; }

    public bool IsCutOff { get; private set; }

    /// <summary>Where the first token of the page's last part begins; -1 where there is none.</summary>
    public int Tail { get; private set; }

    /// <summary>Where a second document begins in one that was not closed, or -1: some programs send their error page like that.</summary>
    public int SecondDocument { get; private set; }

    /// <summary>The page calls its body by name and has not closed it, nor something in it that has to be closed.</summary>
    public readonly bool IsLeftOpen
    {
        get
        {
            if (ClosedAt >= 0 || open[(int)Element.Html] == 0 || open[(int)Element.Body] == 0) return false;
            for (var element = 0; element < open.Length; element++)
            {
                if (open[element] > 0 && !((Element)element).Is(Traits.Void) && !Closable.Contains((Element)element)) return true;
            }

            return false;
        }
    }

    public static EndScan Of(ReadOnlySpan<byte> page, bool isXml)
    {
        var scan = new EndScan(page, isXml, new int[256]);
        scan.Run();
        return scan;
    }

    public readonly PageEnd End(in SniffedPage sniffed) => PageEnds.Of(sniffed, page, ClosedAt, IsCutOff);

    private void Run()
    {
        while (true)
        {
            var token = tokens.Next();
            if (token == Token.End) break;
            if (Tail < 0 && tokens.End > page.Length - TailLength) Tail = tokens.Start;
            if (token == Token.StartTag && !Start()) return;
            if (token == Token.EndTag) Close();
        }

        IsCutOff = tokens.IsCutOff;
    }

    /// <summary>False where the rest of the page is text.</summary>
    private bool Start()
    {
        var element = tokens.Element;
        if (foreign != Element.Other)
        {
            if (!element.Is(Traits.BreaksOut))
            {
                if (element == foreign && !tokens.IsSelfClosing) open[(int)element]++;
                return true;
            }

            SetForeign(Element.Other);
        }

        if (element is Element.Svg or Element.Math && !tokens.IsSelfClosing) SetForeign(element);
        open[(int)element]++;
        if (element == Element.Html && documents++ == 1 && ClosedAt < 0) SecondDocument = tokens.Start;
        if (element == Element.Plaintext) return false;
        if (!element.Is(Traits.RawText)) return true;
        IsCutOff = !tokens.SkipRawText(out _);
        return !IsCutOff;
    }

    private void Close()
    {
        var element = tokens.Element;
        if (element is Element.Body or Element.Html) ClosedAt = tokens.End;
        if (open[(int)element] > 0) open[(int)element]--;
        if (element == foreign && open[(int)element] == 0) SetForeign(Element.Other);
    }

    private void SetForeign(Element root)
    {
        if (root == Element.Other) open[(int)foreign] = 0;
        foreign = root;
        tokens.AllowsCData = isXml || root != Element.Other;
    }
}

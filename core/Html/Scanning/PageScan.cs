using System.Runtime.CompilerServices;
using LinkWatch.Html.Encodings;

namespace LinkWatch.Html.Scanning;

/// <summary>
/// One pass over one page: takes the tokens in turn, keeps what a verdict needs, and gives up where tree construction could matter.
/// </summary>
internal ref struct PageScan
{
    private const int TokensBetweenLooks = 4096;

    private readonly ReadOnlySpan<byte> page;
    private readonly PageSource source;
    private readonly Charset charset;
    private Tokenizer tokens;
    private OpenElements open;
    private HeadPhase head;

    /// <summary>Where the outermost SVG or MathML element is on the stack; -1 outside.</summary>
    private int foreignRoot = -1;

    private bool isInSelect;
    private Abstention abstention;

    /// <param name="page">UTF-8.</param>
    /// <param name="start">Where its markup begins: behind a byte order mark.</param>
    /// <param name="source">What is looked for, and where the page came from.</param>
    /// <param name="charset">What the page was encoded in.</param>
    /// <param name="buffers">To work in.</param>
    public PageScan(ReadOnlySpan<byte> page, int start, PageSource source, Charset charset, ScanBuffers buffers)
    {
        this.page = page;
        this.source = source;
        this.charset = charset;
        tokens = new Tokenizer(page, start);
        open = new OpenElements(buffers.Names, buffers.Starts);
    }

    public PageFindings Findings { get; } = new();

    /// <summary>Null where the page has no link.</summary>
    public ScannedLinks? Links { get; private set; }

    /// <summary>Just behind the last <c>&lt;/body&gt;</c> or <c>&lt;/html&gt;</c>; -1 without one.</summary>
    public int ClosedAt { get; private set; } = -1;

    public readonly bool IsCutOff => tokens.IsCutOff;

    private readonly bool IsReadingLink => Links is { IsReading: true };

    private readonly bool IsInTemplate => open.Templates > 0;

    private readonly bool IsInNoscript => open.Noscripts > 0 || head.IsInNoscript;

    /// <summary>Reads the page to its end; why it gave up, or <see cref="Abstention.None"/>.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public Abstention Run(CancellationToken cancellationToken)
    {
        if (page.Contains((byte)0)) return Abstention.Nul;
        for (var count = 1; abstention == Abstention.None; count++)
        {
            tokens.SkipsText = head.IsOver && !IsReadingLink;
            switch (tokens.Next())
            {
                case Token.Text:
                    SeeText();
                    break;
                case Token.StartTag:
                    SeeStart();
                    break;
                case Token.EndTag:
                    SeeEnd();
                    break;
                default:
                    Links?.End();
                    return open.IsFull ? Abstention.TooDeep : Abstention.None;
            }

            if (count % TokensBetweenLooks != 0) continue;
            if (open.IsFull) return Abstention.TooDeep;
            cancellationToken.ThrowIfCancellationRequested();
        }

        return abstention;
    }

    private void SeeText()
    {
        if (IsInTemplate) return;
        if (!head.IsOver) head.Text(tokens.Text);
        if (!IsReadingLink) return;
        var around = foreignRoot < 0 ? Element.Other : open.At(open.Count - 1);
        if (around is not (Element.Style or Element.Script or Element.Title)) Links!.AppendText(tokens.Text, open.Noscripts);
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private void SeeStart()
    {
        var element = tokens.Element;
        if (foreignRoot >= 0)
        {
            abstention = ForeignContent.Start(ref open, tokens, foreignRoot);
            return;
        }

        if (isInSelect && element is not (Element.Option or Element.Optgroup or Element.Hr or Element.Script))
        {
            abstention = Abstention.TagInSelect;
            return;
        }

        if (!head.IsOver && !IsInTemplate && !head.Start(element))
        {
            // Their attributes may hide the whole page.
            if (element is Element.Html or Element.Body) open.Push((uint)element, tokens.Start);
            return;
        }

        if (!IsInTemplate) Read();
        if (abstention != Abstention.None) return;
        if (element.Is(Traits.RawText)) SkipRawText();
        else Open();
    }

    /// <summary>Takes what the tag says of the page, its links excepted.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private void Read()
    {
        if (IsReadingLink) Links!.SeeInside(tokens);
        if (tokens.Element.Is(Traits.SaysSomething) && !head.IsInNoscript) abstention = Findings.Read(tokens, Place());
        if (tokens.Element == Element.Base && Links is not null) abstention = Abstention.BaseInBody;
    }

    private readonly TagPlace Place() =>
        head.HadLeak || (head.HadNoscript && head.IsOver && tokens.Element == Element.Link) ? TagPlace.BehindLeak
        : !head.IsOver ? TagPlace.Head
        : open.Noscripts > 0 ? TagPlace.Noscript
        : open.Tables == 0 && !open.HasBrokenNoscript ? TagPlace.Body
        : TagPlace.Movable;

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private void Open()
    {
        var element = tokens.Element;
        switch (element)
        {
            case Element.Html or Element.Head or Element.Body:
                return;
            case Element.Frameset:
                abstention = Abstention.Frameset;
                return;
            case Element.Plaintext:
                abstention = Abstention.Plaintext;
                return;
            case Element.Col when IsInTemplate:
                abstention = Abstention.ColumnInTemplate;
                return;
            case Element.Template when tokens.Attributes.TryFind("shadowrootmode"u8, out _):
                abstention = Abstention.ShadowRoot;
                return;
            case Element.Select:
                isInSelect = true;
                return;
            case Element.Svg or Element.Math:
                if (!tokens.IsSelfClosing) OpenForeign();
                return;
        }

        open.Start(element, tokens.NameCode, tokens.Start);
        if (IsReadingLink) Links!.EndUnlessOpen(open);
        if (element is Element.A or Element.Area && !IsInTemplate)
            abstention = (Links ??= new ScannedLinks(source, Findings.BaseUrl(source.Url), charset)).See(page, tokens, open);
    }

    private void OpenForeign()
    {
        foreignRoot = open.Count;
        tokens.AllowsCData = true;
        open.Push((uint)tokens.Element, tokens.Start);
    }

    private void SkipRawText()
    {
        var isTitle = tokens.Element == Element.Title && !IsInTemplate && !IsInNoscript;
        if (!tokens.SkipRawText(out var content)) abstention = Abstention.UnclosedRawText;
        else if (isTitle) Findings.ReadTitle(content);
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private void SeeEnd()
    {
        var element = tokens.Element;
        if (element is Element.Body or Element.Html) ClosedAt = tokens.End;
        if (foreignRoot >= 0) EndForeign();
        else if (element.Is(Traits.RawText)) return;
        else if (isInSelect) EndInSelect();
        else if (element == Element.Template) EndTemplate();
        else if (!head.IsOver && !IsInTemplate) head.End(element);
        else if (element is not (Element.Html or Element.Head or Element.Body)) open.End(element, tokens.NameCode);
        if (IsReadingLink) Links!.EndUnlessOpen(open);
    }

    private void EndForeign()
    {
        abstention = ForeignContent.End(ref open, tokens.Element, tokens.NameCode, foreignRoot);
        if (open.Count > foreignRoot) return;
        foreignRoot = -1;
        tokens.AllowsCData = false;
    }

    private void EndInSelect()
    {
        if (tokens.Element == Element.Select) isInSelect = false;
        else if (tokens.Element is not (Element.Option or Element.Optgroup)) abstention = Abstention.TagInSelect;
    }

    private void EndTemplate()
    {
        if (IsInTemplate && !open.EndTemplate()) abstention = Abstention.BrokenTemplate;
    }
}

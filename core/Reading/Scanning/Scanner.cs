using System.Buffers;
using System.Text;

namespace LinkWatch.Reading.Scanning;

/// <summary>
/// The fast reader: one pass of the HTML Standard's tokenizer, without a tree. Where it answers, what it saw is there, with the rel, robots
/// directives, canonical and base that a full parser would find; it abstains (null) for the reasons that <see cref="Abstention"/> lists.
/// What it did not see may still be there: it can never say that a link is absent.
/// </summary>
public sealed class Scanner : IPageReader
{
    public const string Name = "scanner";

    private const int DeepestNesting = 512;
    private const int SampleLength = 4096;

    /// <inheritdoc/>
    public PageReading? Read(PageSource source, CancellationToken cancellationToken) => Read(source, out _, cancellationToken);

    /// <inheritdoc cref="Read(PageSource, CancellationToken)"/>
    /// <param name="source">The page.</param>
    /// <param name="abstention">Why the answer is null.</param>
    /// <param name="cancellationToken">Looked at every few thousand tags.</param>
    public PageReading? Read(PageSource source, out Abstention abstention, CancellationToken cancellationToken)
    {
        var sniffed = PageEncoding.Sniff(source);
        if (sniffed.Charset.Encoding.CodePage == Encoding.UTF8.CodePage) return Read(source, sniffed, sniffed.Body.Span[sniffed.MarkLength..], sniffed.MarkLength, out abstention, cancellationToken);
        var text = sniffed.Decode();
        var utf8 = ArrayPool<byte>.Shared.Rent(Encoding.UTF8.GetMaxByteCount(text.Length));
        try
        {
            return Read(source, sniffed, utf8.AsSpan(0, Encoding.UTF8.GetBytes(text, utf8)), markLength: -1, out abstention, cancellationToken);
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(utf8);
        }
    }

    private static PageReading? Read(PageSource source, SniffedPage sniffed, ReadOnlySpan<byte> page, int markLength, out Abstention abstention, CancellationToken cancellationToken)
    {
        var scan = new PageScan(page, source, markLength, new ScanBuffers(stackalloc uint[DeepestNesting], stackalloc int[DeepestNesting], stackalloc char[SampleLength]));
        abstention = scan.Run(cancellationToken);
        return abstention == Abstention.None ? Reading(scan, source, sniffed) : null;
    }

    private static PageReading Reading(in PageScan scan, PageSource source, SniffedPage sniffed)
    {
        var baseUrl = scan.Findings.BaseUrl(source.Url);
        return new PageReading
        {
            Reader = Name,
            Encoding = sniffed.Charset.Name,
            BaseUrl = baseUrl,
            Title = scan.Findings.Title,
            Links = scan.Links?.Links ?? [],
            OutboundLinks = scan.Links?.OutboundLinks ?? 0,
            Robots = scan.Findings.Robots,
            Canonicals = [.. scan.Findings.Canonicals(baseUrl)],
            Refresh = scan.Findings.Refresh(baseUrl),
            Text = scan.Text.ToString(),
            TextLength = scan.Text.Length,
            Scripts = scan.Findings.Scripts,
            HasPasswordField = scan.Findings.HasPasswordField,
        };
    }
}

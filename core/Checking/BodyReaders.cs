using LinkWatch.Html;
using LinkWatch.Html.Scanning;

namespace LinkWatch.Checking;

/// <summary>
/// The three readers, each at the job it is best at: the scanner first, the parser that decides where the scanner abstains
/// or does not see a link, and the independent one for a second opinion.
/// </summary>
/// <param name="scanner">May say present, never absent; abstains with null.</param>
/// <param name="decider">Builds the tree that a browser builds.</param>
/// <param name="independent">Errs on the side of finding.</param>
/// <param name="trees">
/// No more trees are built at once. With 64 at once the garbage of each doubles or triples the time of all;
/// more than there are cores win nothing.
/// </param>
public sealed class BodyReaders(IPageReader scanner, IPageReader decider, IPageReader independent, int trees) : IDisposable
{
    /// <summary>Raised when a reader would find something else on the same page: what an older one found is then not reused.</summary>
    public const int Version = 4;

    /// <summary>A tree takes up to forty times the bytes of its page: of larger ones, one is built at a time.</summary>
    private const int LargePage = 512 * 1024;

    private readonly SemaphoreSlim parserSlots = new(trees);
    private readonly SemaphoreSlim largeSlot = new(1);

    /// <summary>The scanner's reading where it stands, else the parser's.</summary>
    public Task<(PageReading? Reading, string? Why)> ReadAsync(PageSource source, CancellationToken cancellationToken) =>
        AloneIfLargeAsync(source, ScanOrParseAsync, cancellationToken);

    /// <summary>
    /// What the scanner finds where it sees a link to every wanted target on a page that stays; null where a parser must decide.
    /// </summary>
    public PageReading? Scan(PageSource source, CancellationToken cancellationToken)
    {
        if (Try(scanner, source, cancellationToken).Reading is not { Refresh: null } reading) return null;
        return reading.Links.HoldAll(source.Wanted, source.Referrer) ? reading : null;
    }

    public static bool IsScanned(PageReading? reading) => reading?.Reader == Scanner.Name;

    /// <summary>The reading that decides, or why there is none.</summary>
    public Task<(PageReading? Reading, string? Why)> DecideAsync(PageSource source, CancellationToken cancellationToken) =>
        AloneIfLargeAsync(source, (page, stop) => ParseAsync(decider, page, stop), cancellationToken);

    /// <summary>The second opinion, or why there is none.</summary>
    public Task<(PageReading? Reading, string? Why)> AskAgainAsync(PageSource source, CancellationToken cancellationToken) =>
        AloneIfLargeAsync(source, (page, stop) => ParseAsync(independent, page, stop), cancellationToken);

    public void Dispose()
    {
        parserSlots.Dispose();
        largeSlot.Dispose();
    }

    private async Task<(PageReading? Reading, string? Why)> AloneIfLargeAsync(
        PageSource source,
        Func<PageSource, CancellationToken, Task<(PageReading? Reading, string? Why)>> read,
        CancellationToken cancellationToken)
    {
        if (source.Body.Length <= LargePage) return await read(source, cancellationToken);
        await largeSlot.WaitAsync(cancellationToken);
        var isTree = true;
        try
        {
            var answer = await read(source, cancellationToken);
            isTree = !IsScanned(answer.Reading);
            return answer;
        }
        finally
        {
            // The collector would let the next large tree grow beside what is left of this one, and keep the memory of both.
            if (isTree) GC.Collect(GC.MaxGeneration, GCCollectionMode.Aggressive, blocking: true, compacting: true);
            largeSlot.Release();
        }
    }

    private async Task<(PageReading? Reading, string? Why)> ScanOrParseAsync(PageSource source, CancellationToken cancellationToken) =>
        Scan(source, cancellationToken) is { } scanned ? (scanned, null) : await ParseAsync(decider, source, cancellationToken);

    private async Task<(PageReading? Reading, string? Why)> ParseAsync(
        IPageReader reader, PageSource source, CancellationToken cancellationToken)
    {
        await parserSlots.WaitAsync(cancellationToken);
        try
        {
            return Try(reader, source, cancellationToken);
        }
        finally
        {
            parserSlots.Release();
        }
    }

    /// <summary>A page must not end a visit: whatever a parser throws over it is a page that cannot be read.</summary>
    private static (PageReading? Reading, string? Why) Try(IPageReader reader, PageSource source, CancellationToken cancellationToken)
    {
        try
        {
            return reader.Read(source, cancellationToken) is { } reading ? (reading, null) : (null, "the reader abstains");
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            throw;
        }
        catch (PageUnreadableException e)
        {
            return (null, e.Message);
        }
        catch (Exception e)
        {
            return (null, $"reading it failed ({e.GetType().Name})");
        }
    }
}

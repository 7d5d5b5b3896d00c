namespace LinkWatch.Html;

/// <summary>
/// The time that one page may take. Markup can make a parser's work grow with its square: without an end,
/// one page would hold a core for minutes.
/// </summary>
internal sealed class ReadingBudget : IDisposable
{
    private const int StepsBetweenLooks = 64;

    /// <summary>
    /// What reading a page may allocate: its tree and the copies of its text, of which little is garbage before the end. An ordinary page
    /// of 3 MiB takes 100 to 115 MB.
    /// </summary>
    private const long MaxAllocated = 128 * 1024 * 1024;

    private readonly TimeProvider time;
    private readonly TimeSpan limit;
    private readonly long start;
    private readonly long allocatedBefore = GC.GetAllocatedBytesForCurrentThread();
    private readonly CancellationToken caller;
    private readonly CancellationTokenSource source;
    private readonly CancellationTokenRegistration registration;
    private int steps;

    public ReadingBudget(TimeProvider time, TimeSpan limit, CancellationToken caller)
    {
        (this.time, this.limit, this.caller) = (time, limit, caller);
        start = time.GetTimestamp();
        source = new CancellationTokenSource(limit, time);
        registration = caller.UnsafeRegister(static state => ((CancellationTokenSource)state!).Cancel(), source);
    }

    /// <summary>Ends when the time is over or the caller gives up.</summary>
    public CancellationToken Token => source.Token;

    /// <exception cref="PageUnreadableException">The time or the memory is used up.</exception>
    public void Step()
    {
        // At each: sixty tags may hold a million attributes.
        if (GC.GetAllocatedBytesForCurrentThread() - allocatedBefore > MaxAllocated) throw TooMuch();
        if (++steps % StepsBetweenLooks != 0) return;
        caller.ThrowIfCancellationRequested();
        if (time.GetElapsedTime(start) > limit) throw Spent();
    }

    public PageUnreadableException Spent() =>
        new($"the page could not be read within {limit.TotalSeconds:0.#} seconds: its tags are nested or repeated beyond measure");

    private static PageUnreadableException TooMuch() =>
        new($"the page could not be read with {MaxAllocated / (1024 * 1024)} MB of memory: its tags or scripts are too many for its size");

    public void Dispose()
    {
        registration.Dispose();
        source.Dispose();
    }
}

/// <summary>
/// How much is in a page's tags. Parsers look at their limits between two tags, and a tag may hold a million attributes.
/// </summary>
/// <param name="Total">Attributes of all tags, roughly: white space, slashes and equals signs in them.</param>
/// <param name="Largest">The same of the largest tag.</param>
internal readonly record struct TagSizes(int Total, int Largest)
{
    public static TagSizes Of(ReadOnlySpan<char> text)
    {
        var (total, largest) = (0, 0);
        while (text.IndexOf('<') is >= 0 and var start)
        {
            text = text[(start + 1)..];
            var end = text.IndexOfAny('<', '>');
            var tag = end < 0 ? text : text[..end];
            if (tag.Length > 0 && char.IsAsciiLetter(tag[0]))
            {
                var size = Separators(tag);
                (total, largest) = (total + size, Math.Max(largest, size));
            }

            text = text[tag.Length..];
        }

        return new(total, largest);
    }

    private static int Separators(ReadOnlySpan<char> tag)
    {
        var count = 0;
        while (tag.IndexOfAny(" \n\t/=") is >= 0 and var at)
        {
            count++;
            tag = tag[(at + 1)..];
        }

        return count;
    }
}

namespace LinkWatch.Html;

/// <summary>Turns bytes into what a verdict needs. One page must never end the process or hold a core beyond its budget.</summary>
public interface IPageReader
{
    /// <summary>Reads the page; null where this reader abstains, because the answer could differ from a browser's.</summary>
    /// <exception cref="PageUnreadableException">The page cannot be read within the guard's limits.</exception>
    PageReading? Read(PageSource source, CancellationToken cancellationToken);
}

/// <summary>A page that no reader may be given, or that ran out of its budget; the message is shown to the owner as evidence.</summary>
public sealed class PageUnreadableException(string message) : Exception(message);

using LinkWatch.Links;

namespace LinkWatch.Discovery.Webmasters;

/// <summary>A search engine's service for owners of sites, which names pages that link to theirs.</summary>
public interface IWebmasterService
{
    /// <summary>Short, as on the command line: <c>bing</c>.</summary>
    string Name { get; }

    /// <summary>The links to the site that the service knows, as they arrive.</summary>
    /// <exception cref="WebmasterException">It refuses, or can't be reached; what came before is right.</exception>
    IAsyncEnumerable<Candidate> LinksAsync(Site site, CancellationToken cancellationToken);
}

/// <summary>A service refused, or could not be reached.</summary>
/// <param name="message">One line to the owner, with what to do.</param>
/// <param name="inner">What happened, or null.</param>
public sealed class WebmasterException(string message, Exception? inner = null) : Exception(message, inner);

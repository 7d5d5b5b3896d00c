using LinkWatch.Robots;
using LinkWatch.Urls;

namespace LinkWatch.Fetching;

/// <summary>Robots.txt of any host, cached for at most 24 hours.</summary>
public interface IRobotsSource
{
    /// <param name="page">The page asked about.</param>
    /// <param name="known">
    /// The answer at the last visit to the page; null at the first. Carries the last good verdict and the
    /// start of an outage across processes.
    /// </param>
    /// <param name="fresh">Ask the host again although a copy is cached (for readings that confirm bad news).</param>
    /// <param name="budget">The most time that fetching robots.txt may take.</param>
    /// <param name="cancellationToken">Ends the fetch because we stop.</param>
    Task<RobotsStanding> AskAsync(WebUrl page, RobotsStanding? known, bool fresh, TimeSpan budget, CancellationToken cancellationToken);
}

using LinkWatch.Links;

namespace LinkWatch.Web;

/// <summary>
/// Limits on-demand checks per hour and process: for the pages of one host, whoever asks, and for one site. Without it
/// anybody with a key could use LinkWatch to attack a third party.
/// </summary>
public sealed class CheckQuota(TimeProvider time)
{
    public const int OfHost = 30;
    public const int OfSite = 300;

    /// <summary>The most hosts and sites counted at once; further ones wait until the hour ends.</summary>
    private const int MaxNames = 10_000;
    private static readonly TimeSpan Span = TimeSpan.FromHours(1);

    private readonly Lock gate = new();
    private readonly Dictionary<string, int> used = new(StringComparer.Ordinal);
    private DateTimeOffset since = time.GetUtcNow();

    /// <summary>Null if the check is allowed; otherwise when to ask again.</summary>
    /// <param name="host">The host of the page.</param>
    /// <param name="site">The site that the check is for; empty if none.</param>
    public TimeSpan? Take(string host, string site)
    {
        lock (gate)
        {
            var now = time.GetUtcNow();
            if (now - since >= Span || since.IsAhead(now))
            {
                used.Clear();
                since = now;
            }

            var (ofHost, ofSite) = ($"host {host}", $"site {site}");
            if (used.GetValueOrDefault(ofHost) >= OfHost || used.GetValueOrDefault(ofSite) >= OfSite || used.Count >= MaxNames)
                return since + Span - now;
            used[ofHost] = used.GetValueOrDefault(ofHost) + 1;
            used[ofSite] = used.GetValueOrDefault(ofSite) + 1;
            return null;
        }
    }
}

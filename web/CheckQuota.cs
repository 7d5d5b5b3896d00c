using LinkWatch.Links;

namespace LinkWatch.Web;

/// <summary>
/// How many checks on demand are made within an hour, by process: of one host's pages, however many ask, and for one site. Without it
/// anybody with a key could send LinkWatch against a third party.
/// </summary>
public sealed class CheckQuota(TimeProvider time)
{
    public const int OfHost = 30;
    public const int OfSite = 300;

    /// <summary>Names remembered at once; whoever asks beyond that waits for the hour to end.</summary>
    private const int MaxNames = 10_000;
    private static readonly TimeSpan Span = TimeSpan.FromHours(1);

    private readonly Lock gate = new();
    private readonly Dictionary<string, int> used = new(StringComparer.Ordinal);
    private DateTimeOffset since = time.GetUtcNow();

    /// <summary>Null where the check may be made; else when to ask again.</summary>
    /// <param name="host">Whose page is visited.</param>
    /// <param name="site">Who asks; empty where nobody in particular does.</param>
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

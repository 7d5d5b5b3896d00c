namespace LinkWatch.Web;

/// <summary>
/// Limits on-demand checks per hour and process: for the pages of one host, whoever asks, and for one site. Without it
/// anybody with a key could use LinkWatch to attack a third party.
/// </summary>
public sealed class CheckQuota(TimeProvider time)
{
    public const int OfHost = 30;
    public const int OfSite = 300;

    private readonly HourlyQuota quota = new(time);

    /// <summary>Null if the check is allowed; otherwise when to ask again.</summary>
    /// <param name="host">The host of the page.</param>
    /// <param name="site">The site that the check is for; empty if none.</param>
    public TimeSpan? Take(string host, string site) => quota.Take(($"host {host}", OfHost), ($"site {site}", OfSite));
}

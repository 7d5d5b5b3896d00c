using System.Text;
using LinkWatch.Discovery.Sources;
using LinkWatch.Urls;

namespace LinkWatch.Discovery.Reclaiming;

/// <summary>A failing address while logs are read.</summary>
internal sealed class BrokenEntry(UInt128 hash, byte[] text) : CountedText(text)
{
    private const int MaxReferrers = 20;
    private const int MaxReferrer = 2048;

    private readonly Dictionary<string, long> referrers = new(StringComparer.Ordinal);

    public UInt128 Hash => hash;

    /// <summary>Of the last answer.</summary>
    public int Status { get; private set; }

    /// <summary>Requests that came from referrers beyond those that are named.</summary>
    public long OtherReferrers { get; private set; }

    public void Count(in LogRequest request)
    {
        if (request.Time >= LastSeen) Status = request.Status;
        Count(request.Time);
        var referrer = request.Referrer.Length > MaxReferrer ? null : Encoding.UTF8.GetString(request.Referrer);
        if (referrer is null || !WebUrl.TryParse(referrer, out var url)) OtherReferrers++;
        else if (referrers.TryGetValue(UrlIdentity.Normalize(url), out var hits)) referrers[UrlIdentity.Normalize(url)] = hits + 1;
        else if (referrers.Count < MaxReferrers) referrers.Add(UrlIdentity.Normalize(url), 1);
        else OtherReferrers++;
    }

    public IEnumerable<LinkingReferrer> Referrers() =>
        referrers.OrderByDescending(referrer => referrer.Value).ThenBy(referrer => referrer.Key, StringComparer.Ordinal)
            .Select(referrer => new LinkingReferrer(referrer.Key, referrer.Value));
}

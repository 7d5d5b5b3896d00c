using System.Text;
using LinkWatch.Discovery.Sources;
using LinkWatch.Urls;

namespace LinkWatch.Discovery.Reclaiming;

/// <summary>A failing address while logs are read.</summary>
/// <param name="hash">Of its text.</param>
/// <param name="text">Host and address.</param>
/// <param name="room">What the referrers of all entries may take.</param>
internal sealed class BrokenEntry(UInt128 hash, byte[] text, ReferrerRoom room) : CountedText(text)
{
    private const int MaxReferrers = 20;
    private const int MaxReferrer = 2048;

    private readonly Dictionary<string, long> referrers = new(StringComparer.Ordinal);

    public UInt128 Hash => hash;

    /// <summary>Of the text of its referrers, in memory.</summary>
    public long ReferrerBytes { get; private set; }

    /// <summary>Of the last answer.</summary>
    public int Status { get; private set; }

    /// <summary>Requests that came from referrers beyond those that are named.</summary>
    public long OtherReferrers { get; private set; }

    public void Count(in LogRequest request)
    {
        if (request.Time >= LastSeen) Status = request.Status;
        Count(request.Time);
        var referrer = request.Referrer.Length > MaxReferrer ? null : Encoding.UTF8.GetString(request.Referrer);
        if (referrer is null || !WebUrl.TryParse(referrer, out var url))
        {
            OtherReferrers++;
            return;
        }

        var page = UrlIdentity.Normalize(url);
        var bytes = (long)sizeof(char) * page.Length;
        if (referrers.TryGetValue(page, out var hits))
        {
            referrers[page] = hits + 1;
        }
        else if (referrers.Count < MaxReferrers && room.TryTake(bytes))
        {
            referrers.Add(page, 1);
            ReferrerBytes += bytes;
        }
        else
        {
            OtherReferrers++;
        }
    }

    public IEnumerable<LinkingReferrer> Referrers() =>
        referrers.OrderByDescending(referrer => referrer.Value).ThenBy(referrer => referrer.Key, StringComparer.Ordinal)
            .Select(referrer => new LinkingReferrer(referrer.Key, referrer.Value));
}

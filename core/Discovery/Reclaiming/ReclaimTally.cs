using System.IO.Hashing;
using System.Text;
using LinkWatch.Discovery.Sources;
using LinkWatch.Links;
using LinkWatch.Urls;

namespace LinkWatch.Discovery.Reclaiming;

/// <summary>
/// Finds in a site's access logs the addresses that are linked from elsewhere and fail, and those that answer, in bounded memory.
/// </summary>
internal sealed class ReclaimTally : IRequestSink
{
    public const int MaxBroken = 20_000;
    public const int MaxLive = 100_000;

    private const int MaxAddress = 4096;
    private const long MaxText = 32L << 20;

    private readonly OwnHosts own;
    private readonly byte[] key = new byte[256 + MaxAddress];
    private readonly BoundedTable<BrokenEntry> broken = new(MaxBroken, MaxText);
    private readonly BoundedTable<LiveEntry> live = new(MaxLive, MaxText);
    private readonly ReferrerRoom room;

    /// <param name="site">Whose addresses.</param>
    /// <param name="maxReferrerBytes">So much memory is taken by the text of referrers; further ones are only counted.</param>
    public ReclaimTally(Site site, long maxReferrerBytes = MaxText) =>
        (own, room) = (new OwnHosts(site), new ReferrerRoom(maxReferrerBytes));

    /// <summary>Of the text of referrers that are kept, in memory.</summary>
    public long ReferrerBytes => room.Taken;

    /// <summary>Requests for hosts that aren't the site's.</summary>
    public long ForOtherSites { get; private set; }

    /// <summary>Failing addresses, and addresses that answer, that were set aside because there were too many.</summary>
    public (long Broken, long Live) SetAside => (broken.SetAside, live.SetAside);

    public void Add(in LogRequest request)
    {
        if (!request.IsVisit || request.Host.Length > 253) return;
        if (!request.Host.IsEmpty && !own.Holds(request.Host))
        {
            ForOtherSites++;
            return;
        }

        var isFailure = request.Status is 404 or 410 or >= 500;
        if (!isFailure && request.Status is not (>= 200 and < 400)) return;
        var text = KeyOf(request);
        if (text.IsEmpty) return;
        var hash = XxHash128.HashToUInt128(text);
        if (!isFailure)
        {
            var entry = live.Find(hash);
            if (entry is null) live.Add(hash, entry = new LiveEntry(hash, text.ToArray()));
            entry.Count(request.Time);
            entry.IsPage |= request.Status is 200 or 304;
        }
        else if (IsFromElsewhere(request.Referrer))
        {
            var entry = broken.Find(hash);
            if (entry is null) Add(entry = new BrokenEntry(hash, text.ToArray(), room));
            entry.Count(request);
        }
    }

    /// <summary>Those with the most visitors first. What answered again after it had failed is left out.</summary>
    public IReadOnlyList<BrokenAddress> Broken()
    {
        var likeness = new PathLikeness(live.Entries.Where(entry => entry.IsPage).Select(entry => Parts(entry.Text)));
        return
        [
            .. broken.Entries.Where(entry => !IsMended(entry)).OrderByDescending(entry => entry.Hits)
                .ThenBy(entry => Encoding.UTF8.GetString(entry.Text), StringComparer.Ordinal).Select(entry => Of(entry, likeness)),
        ];
    }

    /// <summary>What is set aside for it makes room for referrers too.</summary>
    private void Add(BrokenEntry entry)
    {
        var before = broken.SetAside;
        broken.Add(entry.Hash, entry);
        if (broken.SetAside != before) room.Taken = broken.Entries.Sum(kept => kept.ReferrerBytes);
    }

    private static BrokenAddress Of(BrokenEntry entry, PathLikeness likeness)
    {
        var (host, address) = Parts(entry.Text);
        var suggestion = entry.Status >= 500 ? null : likeness.Find(host, address);
        DateTimeOffset? seen = entry.LastSeen > 0 ? DateTimeOffset.FromUnixTimeSeconds(entry.LastSeen) : null;
        return new BrokenAddress(
            host, Encoded(address), entry.Status, entry.Hits, seen, [.. entry.Referrers()], entry.OtherReferrers, suggestion);
    }

    /// <summary>As browsers would ask for it.</summary>
    private static string Encoded(string address) =>
        WebUrl.TryParse("https://host.invalid" + address, out var url) ? url.Path + url.Query : address;

    private static (string Host, string Address) Parts(byte[] text)
    {
        var parts = Encoding.UTF8.GetString(text).Split('\n', 2);
        return (parts[0], parts[1]);
    }

    private bool IsMended(BrokenEntry entry) => live.Find(entry.Hash) is { } answered && answered.LastSeen > entry.LastSeen;

    private bool IsFromElsewhere(ReadOnlySpan<byte> referrer) =>
        LogRequest.HostOf(referrer) is { IsEmpty: false } host && !own.Holds(host) && !SearchEngines.Hold(host);

    /// <summary>Host and address; empty if it is none that a link could lead to.</summary>
    private ReadOnlySpan<byte> KeyOf(in LogRequest request)
    {
        var target = TargetText.WithoutTracking(request.Target);
        if (target.IsEmpty || target[0] != '/' || target.Length > MaxAddress || target.IndexOf((byte)'\n') >= 0) return default;
        Ascii.ToLower(request.Host, key, out var length);
        key[length++] = (byte)'\n';
        target.CopyTo(key.AsSpan(length));
        return key.AsSpan(0, length + target.Length);
    }

    private sealed class LiveEntry(UInt128 hash, byte[] text) : CountedText(text)
    {
        public UInt128 Hash => hash;

        /// <summary>Whether it answered with a page, and not only with a redirect.</summary>
        public bool IsPage { get; set; }
    }
}

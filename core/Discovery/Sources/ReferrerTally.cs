using System.IO.Hashing;
using System.Text;
using LinkWatch.Links;
using LinkWatch.Urls;

namespace LinkWatch.Discovery.Sources;

/// <summary>
/// The pages of others from which visitors came, by referrer and the address they came to, in bounded memory: at most
/// <see cref="MaxPairs"/> pairs, and 32 MiB of their text.
/// </summary>
internal sealed class ReferrerTally : IRequestSink
{
    public const int MaxPairs = 100_000;

    private const int MaxReferrer = 2048;
    private const int MaxTarget = 4096;
    private const long MaxText = 32L << 20;

    private readonly OwnHosts own;
    private readonly BoundedTable<CountedText> pairs;
    private readonly byte[] pair = new byte[MaxReferrer + 256 + MaxTarget];

    public ReferrerTally(Site site, int maxPairs = MaxPairs)
    {
        own = new OwnHosts(site);
        pairs = new BoundedTable<CountedText>(maxPairs, MaxText);
    }

    /// <summary>Requests that bring no candidate, by the reason; those that do are not among them.</summary>
    public DropCount Dropped { get; } = new();

    public long SetAside => pairs.SetAside;

    public long HitsSetAside => pairs.HitsSetAside;

    public void Add(in LogRequest request)
    {
        if (WhyDropped(request) is { } reason) Dropped.Count(reason);
        else if (!TryCount(request)) Dropped.Count(DropReason.NoPage);
    }

    /// <summary>Those seen most come first. What proves to be no address is dropped.</summary>
    public IEnumerable<Candidate> TakeCandidates()
    {
        foreach (var entry in pairs.Entries.OrderByDescending(entry => entry.Hits).ThenByDescending(entry => entry.LastSeen))
        {
            var parts = Encoding.UTF8.GetString(entry.Text).Split('\n');
            var host = parts[1].Length > 0 ? parts[1] : own.First;
            if (!WebUrl.TryParse(parts[0], out var source) || !source.IsHttp || source.Host.Length == 0
                || !WebUrl.TryParse($"https://{host}{parts[2]}", out var target))
            {
                Dropped.Count(DropReason.NoPage, entry.Hits);
                continue;
            }

            yield return new Candidate(source, CandidateOrigin.AccessLog)
            {
                Target = target,
                Hits = entry.Hits,
                SeenAt = entry.LastSeen > 0 ? DateTimeOffset.FromUnixTimeSeconds(entry.LastSeen) : null,
                IsOriginOnly = source.Path == "/" && source.Query.Length == 0,
            };
        }
    }

    private DropReason? WhyDropped(in LogRequest request)
    {
        if (request.Referrer.IsEmpty) return DropReason.NoReferrer;
        var host = LogRequest.HostOf(request.Referrer);
        if (host.IsEmpty || !request.IsVisit) return DropReason.NoPage;
        if (own.Holds(host)) return DropReason.OwnSite;
        if (SearchEngines.Hold(host)) return DropReason.SearchEngine;
        if (!request.Host.IsEmpty && !own.Holds(request.Host)) return DropReason.OtherSite;
        return TargetText.IsEmbedded(request.Target) ? DropReason.Embedded : null;
    }

    private bool TryCount(in LogRequest request)
    {
        var target = TargetText.WithoutTracking(request.Target);
        if (target.IsEmpty || target[0] != '/' || target.Length > MaxTarget || request.Referrer.Length > MaxReferrer) return false;
        if (request.Referrer.IndexOf((byte)'\n') >= 0 || target.IndexOf((byte)'\n') >= 0 || request.Host.Length > 253) return false;
        var referrer = request.Referrer.IndexOf((byte)'#') is >= 0 and var fragment ? request.Referrer[..fragment] : request.Referrer;
        referrer.CopyTo(pair);
        var length = referrer.Length;
        pair[length++] = (byte)'\n';
        Ascii.ToLower(request.Host, pair.AsSpan(length), out var host);
        length += host;
        pair[length++] = (byte)'\n';
        target.CopyTo(pair.AsSpan(length));
        var text = pair.AsSpan(0, length + target.Length);
        var hash = XxHash128.HashToUInt128(text);
        var entry = pairs.Find(hash);
        if (entry is null) pairs.Add(hash, entry = new CountedText(text.ToArray()));
        entry.Count(request.Time);
        return true;
    }
}

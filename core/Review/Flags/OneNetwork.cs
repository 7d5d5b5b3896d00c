using System.Globalization;
using System.IO.Hashing;
using System.Runtime.InteropServices;
using LinkWatch.Links;
using LinkWatch.Spikes;

namespace LinkWatch.Review.Flags;

/// <summary>
/// A link on a domain that arrived on a day with a suspicious spike, together with others in the same network. Hosts of many customers
/// have networks, too: one that other domains of the site are in about as often says nothing. Without such days it keeps nothing.
/// </summary>
/// <param name="spikes">Of the last months.</param>
internal sealed class OneNetwork(IEnumerable<SpikeNews> spikes) : IFlagRule
{
    /// <summary>In one network, on one day.</summary>
    public const int MinDomains = 5;

    /// <summary>At least one of so many domains that arrived on the day is in it, …</summary>
    private const int OneOf = 2;

    /// <summary>… and it is so many times as common among them as among all others.</summary>
    private const int TimesAsCommon = 4;

    /// <summary>Beyond so many, what was not met before is left out.</summary>
    private const int MaxDomains = 1_000_000;

    private readonly HashSet<ulong> domains = [];
    private readonly Dictionary<DateOnly, Networks> days = SpikeDays.Suspicious(spikes).Keys.ToDictionary(day => day, _ => new Networks());
    private readonly Networks others = new();

    public FlagKind Kind => FlagKind.OneNetwork;

    public void Learn(ReviewedLink link)
    {
        if (days.Count == 0 || domains.Count == MaxDomains || link is not { Followed: not null, Row.Network: { } network }) return;
        if (domains.Add(XxHash3.HashToUInt64(MemoryMarshal.AsBytes<char>(link.Domain))))
            (link.Row.IsOfUnknownAge ? others : days.GetValueOrDefault(link.Day, others)).Add(network);
    }

    public string? EvidenceOf(ReviewedLink link)
    {
        if (link is not { Followed: not null, Row: { IsOfUnknownAge: false, Network: { } network } }) return null;
        if (!days.TryGetValue(link.Day, out var day)) return null;
        var (here, elsewhere) = (day.Of(network), others.Of(network));
        if (here < MinDomains || OneOf * here < day.Domains || here * others.Domains < TimesAsCommon * elsewhere * day.Domains) return null;
        return string.Create(
            CultureInfo.InvariantCulture,
            $"{here} of the {day.Domains} domains that arrived on {link.Day:yyyy-MM-dd} are in one network, {network}, and {elsewhere} of "
            + $"the {others.Domains} others");
    }

    /// <summary>How many domains are in each network.</summary>
    private sealed class Networks
    {
        private readonly Dictionary<string, int> counts = new(StringComparer.Ordinal);

        public long Domains { get; private set; }

        public long Of(string network) => counts.GetValueOrDefault(network);

        public void Add(string network)
        {
            Domains++;
            CollectionsMarshal.GetValueRefOrAddDefault(counts, network, out _)++;
        }
    }
}

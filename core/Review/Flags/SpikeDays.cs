using LinkWatch.Spikes;

namespace LinkWatch.Review.Flags;

internal static class SpikeDays
{
    /// <summary>The days on which suspiciously many links or domains arrived, each with the larger spike.</summary>
    public static Dictionary<DateOnly, SpikeNews> Suspicious(IEnumerable<SpikeNews> spikes) => spikes
        .Where(spike => spike is { Call: SpikeCall.Suspicious, Kind: SpikeKind.NewDomains or SpikeKind.NewLinks })
        .GroupBy(spike => spike.Date).ToDictionary(day => day.Key, day => day.MaxBy(spike => spike.Count)!);
}

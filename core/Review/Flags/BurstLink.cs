using System.Globalization;
using LinkWatch.Links;
using LinkWatch.Spikes;

namespace LinkWatch.Review.Flags;

/// <summary>A link that arrived on a day with a spike of new links or domains that looked suspicious.</summary>
/// <param name="spikes">Of the last months.</param>
internal sealed class BurstLink(IEnumerable<SpikeNews> spikes) : IFlagRule
{
    private readonly Dictionary<DateOnly, SpikeNews> days = SpikeDays.Suspicious(spikes);

    public FlagKind Kind => FlagKind.Burst;

    public string? EvidenceOf(ReviewedLink link)
    {
        if (link.Followed is null || link.Row.IsOfUnknownAge || !days.TryGetValue(link.Day, out var spike)) return null;
        var what = spike.Kind == SpikeKind.NewDomains ? "new referring domains" : "new links";
        var why = spike.Drivers.Count > 0 ? $": {spike.Drivers[0]}" : "";
        return string.Create(
            CultureInfo.InvariantCulture,
            $"it arrived on {link.Day:yyyy-MM-dd} with {spike.Count} {what}, where about {spike.Expected:0.#} were expected{why}");
    }
}

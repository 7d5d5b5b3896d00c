using System.Text.Json.Serialization;
using LinkWatch.Spikes;

namespace LinkWatch.Storage;

/// <summary>
/// What was judged when a day was complete, and so is told once. There is a row also where nothing was out of the ordinary.
/// </summary>
/// <param name="Day">The last complete day, in the site's time zone.</param>
/// <param name="Spikes">Those that no earlier row has; of that day, or of days before of which more got known.</param>
public sealed record SpikesRow(DateOnly Day, IReadOnlyList<SpikeNews> Spikes) : SiteRow
{
    [JsonIgnore]
    public override string RowKey => Keys.Spikes(Day);
}

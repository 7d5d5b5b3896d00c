using System.Globalization;
using LinkWatch.Spikes;

namespace LinkWatch.Alerting.Digests;

/// <summary>A spike in a mail: far more links came, got lost or turned nofollow on a day than on a normal one. Pure.</summary>
internal static class SpikeSection
{
    /// <summary>In a few words, for the subject.</summary>
    public static string Gist(SpikeNews spike) =>
        $"{SpikeWords.What(spike)} on {Date(spike)}{(SpikeWords.Call(spike) is { } call ? $" ({call})" : "")}";

    /// <summary>What is counted, in a word or two.</summary>
    public static string Tile(SpikeKind kind) => kind switch
    {
        SpikeKind.NewDomains => "new domains",
        SpikeKind.NewLinks => "new links",
        SpikeKind.LostLinks => "lost in a day",
        _ => "nofollow in a day",
    };

    public static MailSection Of(SpikeNews spike, bool hasChart, Uri? page)
    {
        var lines = new List<string> { SpikeWords.Usual(spike) };
        if (spike.DayOfSpike > 1) lines.Add($"This is day {spike.DayOfSpike} of it.");
        if (SpikeWords.Examples(spike) is { } examples) lines.Add(examples);
        lines.AddRange(spike.Drivers.Select(driver => $"{PlainText.Capital(PlainText.OneLine(driver))}."));
        lines.Add($"What to do: {SpikeWords.Advice(spike)}");
        return new MailSection(
            $"{SpikeWords.What(spike)} on {Date(spike)}{(SpikeWords.Call(spike) is { } call ? $": {call}" : "")}",
            string.Join('\n', lines),
            [])
        {
            Tone = Tone.Spike,
            Page = page,
            Chart = hasChart && spike.Days.Count > 1
                ? new MailChart(ShortDate(spike.Date.AddDays(1 - spike.Days.Count)), ShortDate(spike.Date), spike.Days)
                : null,
        };
    }

    private static string Date(SpikeNews spike) => spike.Date.ToString("dddd d MMMM", CultureInfo.InvariantCulture);

    private static string ShortDate(DateOnly date) => date.ToString("d MMM", CultureInfo.InvariantCulture);
}

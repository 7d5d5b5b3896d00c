using System.Globalization;
using LinkWatch.Links;
using LinkWatch.Spikes;

namespace LinkWatch.Alerting.Digests;

/// <summary>A spike in a mail: far more links came, got lost or turned nofollow on a day than on a normal one. Pure.</summary>
internal static class SpikeSection
{
    /// <summary>From this many on, an expectation is rounded.</summary>
    private const double ManyExpected = 9.5;

    /// <summary>In a few words, for the subject.</summary>
    public static string Gist(SpikeNews spike) => $"{Words(spike)} on {Date(spike)}{(Call(spike) is { } call ? $" ({call})" : "")}";

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
        var lines = new List<string> { $"A normal {spike.Date.DayOfWeek} brings {Normal(spike.Expected)}." };
        if (spike.DayOfSpike > 1) lines.Add($"This is day {spike.DayOfSpike} of it.");
        if (Examples(spike) is { } examples) lines.Add(examples);
        lines.AddRange(spike.Drivers.Select(driver => $"{PlainText.Capital(PlainText.OneLine(driver))}."));
        lines.Add(Advice(spike));
        return new MailSection(
            $"{Words(spike)} on {Date(spike)}{(Call(spike) is { } call ? $": {call}" : "")}", string.Join('\n', lines), [])
        {
            Tone = Tone.Spike,
            Page = page,
            Chart = hasChart && spike.Days.Count > 1
                ? new MailChart(ShortDate(spike.Date.AddDays(1 - spike.Days.Count)), ShortDate(spike.Date), spike.Days)
                : null,
        };
    }

    private static string Words(SpikeNews spike) => spike.Kind switch
    {
        SpikeKind.NewDomains => Counted.Of(spike.Count, "new referring domain"),
        SpikeKind.NewLinks => Counted.Of(spike.Count, "new link"),
        SpikeKind.LostLinks => $"{Counted.Of(spike.Count, "link")} lost",
        _ => $"{Counted.Of(spike.Count, "link")} turned nofollow",
    };

    /// <summary>"2 or 3", "2", "about 11", "none": an owner counts links in whole numbers.</summary>
    private static string Normal(double expected)
    {
        if (expected >= ManyExpected) return string.Create(CultureInfo.InvariantCulture, $"about {expected:n0}");
        var whole = Math.Floor(expected);
        var part = expected - whole;
        if (part is >= 0.25 and < 0.75) return $"{Number(whole)} or {Number(whole + 1)}";
        return Number(Math.Round(expected));
    }

    private static string Number(double whole) => whole == 0 ? "none" : whole.ToString("0", CultureInfo.InvariantCulture);

    private static string? Examples(SpikeNews spike)
    {
        if (spike.Examples.Count == 0) return null;
        var shown = spike.Examples.Select(domain => PlainText.OneLine(domain, 100)).ToList();
        var names = spike.Domains > shown.Count ? $"{string.Join(", ", shown)} and {spike.Domains - shown.Count} more"
            : shown.Count == 1 ? shown[0] : $"{string.Join(", ", shown.SkipLast(1))} and {shown[^1]}";
        return $"{(SpikeDay.IsOfNew(spike.Kind) ? "They are" : "They were")} on {names}.";
    }

    private static string? Call(SpikeNews spike) => spike.Call switch
    {
        SpikeCall.Suspicious => "suspicious",
        SpikeCall.ProbablyGoodNews => "probably good news",
        _ => null,
    };

    private static string Advice(SpikeNews spike) => spike.Call switch
    {
        SpikeCall.Suspicious =>
            "What to do: look at a few of them. Links that you didn't ask for rarely do harm; disavow them only if a search engine "
            + "complains.",
        SpikeCall.ProbablyGoodNews => "What to do: somebody may have written about you, so find out who, and say thank you.",
        SpikeCall.Unclear => "What to do: look at a few of them. What they have in common says neither good nor bad.",
        _ => "What to do: so many at once usually have one cause, such as a site that closed or was rebuilt. Ask the owner of "
            + "the site that most of them were on.",
    };

    private static string Date(SpikeNews spike) => spike.Date.ToString("dddd d MMMM", CultureInfo.InvariantCulture);

    private static string ShortDate(DateOnly date) => date.ToString("d MMM", CultureInfo.InvariantCulture);
}

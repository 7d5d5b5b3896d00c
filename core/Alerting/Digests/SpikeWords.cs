using System.Globalization;
using LinkWatch.Links;
using LinkWatch.Spikes;

namespace LinkWatch.Alerting.Digests;

/// <summary>A spike in an owner's words, for mails and the dashboard. Pure.</summary>
public static class SpikeWords
{
    /// <summary>From this many on, an expectation is rounded.</summary>
    private const double ManyExpected = 9.5;

    /// <summary><c>41 new referring domains</c>.</summary>
    public static string What(SpikeNews spike) => spike.Kind switch
    {
        SpikeKind.NewDomains => Counted.Of(spike.Count, "new referring domain"),
        SpikeKind.NewLinks => Counted.Of(spike.Count, "new link"),
        SpikeKind.LostLinks => $"{Counted.Of(spike.Count, "link")} lost",
        _ => $"{Counted.Of(spike.Count, "link")} turned nofollow",
    };

    /// <summary><c>A normal Sunday brings 2 or 3.</c></summary>
    public static string Usual(SpikeNews spike) => $"A normal {spike.Date.DayOfWeek} brings {Normal(spike.Expected)}.";

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

    /// <summary>Where the links are or were; null if that is not known.</summary>
    public static string? Examples(SpikeNews spike)
    {
        if (spike.Examples.Count == 0) return null;
        var shown = spike.Examples.Select(domain => PlainText.OneLine(domain, 100)).ToList();
        var names = spike.Domains > shown.Count ? $"{string.Join(", ", shown)} and {spike.Domains - shown.Count} more"
            : shown.Count == 1 ? shown[0] : $"{string.Join(", ", shown.SkipLast(1))} and {shown[^1]}";
        return $"{(SpikeDay.IsOfNew(spike.Kind) ? "They are" : "They were")} on {names}.";
    }

    /// <summary>What it looks like; null if neither good nor bad can be said.</summary>
    public static string? Call(SpikeNews spike) => spike.Call switch
    {
        SpikeCall.Suspicious => "suspicious",
        SpikeCall.ProbablyGoodNews => "probably good news",
        _ => null,
    };

    /// <summary>What the owner can do.</summary>
    public static string Advice(SpikeNews spike) => spike.Call switch
    {
        SpikeCall.Suspicious =>
            "look at a few of them. Links that you didn't ask for rarely do harm; disavow them only if a search engine "
            + "complains.",
        SpikeCall.ProbablyGoodNews => "somebody may have written about you, so find out who, and say thank you.",
        SpikeCall.Unclear => "look at a few of them. What they have in common says neither good nor bad.",
        _ => "so many at once usually have one cause, such as a site that closed or was rebuilt. Ask the owner of "
            + "the site that most of them were on.",
    };
}

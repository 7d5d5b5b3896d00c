using System.Globalization;
using LinkWatch.Spikes;

namespace LinkWatch.Alerting.Digests;

/// <summary>A spike in a mail: far more links came, got lost or turned nofollow on a day than was due. Pure.</summary>
internal static class SpikeSection
{
    /// <summary>In a few words, for the subject.</summary>
    public static string Gist(SpikeNews spike) =>
        $"spike of {spike.Count} {Words(spike.Kind)} on {Date(spike)}{(Call(spike) is { } call ? $" ({call})" : "")}";

    public static MailSection Of(SpikeNews spike)
    {
        var lines = new List<string> { $"{spike.Reason}." };
        lines.AddRange(spike.Drivers.Select(driver => $"{PlainText.Capital(PlainText.OneLine(driver))}."));
        lines.Add(Advice(spike));
        return new MailSection(
            $"{PlainText.Capital(Words(spike.Kind))} on {Date(spike)} ({spike.Count}){(Call(spike) is { } call ? $": {call}" : "")}",
            string.Join(' ', lines), [])
        {
            Tone = Tone.Spike,
            Bars = new MailBars(spike.Count, spike.Expected),
        };
    }

    private static string Words(SpikeKind kind) => kind switch
    {
        SpikeKind.NewDomains => "new referring domains",
        SpikeKind.NewLinks => "new links",
        SpikeKind.LostLinks => "lost links",
        _ => "links turned nofollow",
    };

    private static string? Call(SpikeNews spike) => spike.Call switch
    {
        SpikeCall.Suspicious => "suspicious",
        SpikeCall.ProbablyGoodNews => "probably good news",
        _ => null,
    };

    private static string Advice(SpikeNews spike) => spike.Call switch
    {
        SpikeCall.Suspicious => "Links that you did not ask for rarely do harm; look at them before you disavow any.",
        SpikeCall.ProbablyGoodNews => "Somebody may have written about you: a good day to say thank you.",
        SpikeCall.Unclear => "What they have in common says neither good nor bad: look at a few.",
        _ => "Many at once commonly have one cause: ask the owner of the site that most of them were on.",
    };

    private static string Date(SpikeNews spike) => spike.Date.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
}

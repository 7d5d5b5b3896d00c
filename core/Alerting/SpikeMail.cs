using System.Globalization;
using LinkWatch.Links;
using LinkWatch.Spikes;

namespace LinkWatch.Alerting;

/// <summary>The mail that tells that far more links came, got lost or turned nofollow on a day than was due. Pure.</summary>
public static class SpikeMail
{
    public static MailText Compose(Site site, IReadOnlyList<SpikeNews> spikes)
    {
        var gist = string.Join(", ", spikes.Select(spike => $"{spike.Count} {Words(spike.Kind)} on {Date(spike)}{Call(spike)}"));
        return new MailModel(
            $"[{site.Domains[0]}] Spike: {gist}",
            $"{site.Domains[0]}: {gist}.",
            [.. spikes.Select(SectionOf)],
            $"You hear of each spike once. All changes: linkwatch history --site {site.Id}").Render();
    }

    private static MailSection SectionOf(SpikeNews spike)
    {
        var lines = new List<string> { $"{spike.Reason}." };
        lines.AddRange(spike.Drivers.Select(driver => $"{char.ToUpperInvariant(driver[0])}{PlainText.OneLine(driver[1..])}."));
        lines.Add(Advice(spike));
        var words = Words(spike.Kind);
        return new MailSection($"{char.ToUpperInvariant(words[0])}{words[1..]} on {Date(spike)} ({spike.Count}){Call(spike)}", string.Join(' ', lines), []);
    }

    private static string Words(SpikeKind kind) => kind switch
    {
        SpikeKind.NewDomains => "new referring domains",
        SpikeKind.NewLinks => "new links",
        SpikeKind.LostLinks => "lost links",
        _ => "links turned nofollow",
    };

    private static string Call(SpikeNews spike) => spike.Call switch
    {
        SpikeCall.Suspicious => ": suspicious",
        SpikeCall.ProbablyGoodNews => ": probably good news",
        _ => "",
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

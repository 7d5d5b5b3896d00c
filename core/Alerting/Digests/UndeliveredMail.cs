using System.Text.RegularExpressions;
using LinkWatch.Links;
using LinkWatch.Storage;

namespace LinkWatch.Alerting.Digests;

/// <summary>What an alert says about earlier ones that could not be delivered. Pure.</summary>
internal static class UndeliveredMail
{
    private static readonly Regex Address = new(@"[^\s<>:,;]+@[^\s<>:,;]+", RegexOptions.NonBacktracking | RegexOptions.CultureInvariant);

    private static readonly HashSet<string> Mails = ["smtp", "sendgrid", "outbox"];

    /// <summary>The alert on the site's other channels.</summary>
    public static MailText Compose(Site site, IReadOnlyList<DeliveryRow> failed) => new MailModel(
        $"{Gist(failed)}: {site.Domains[0]}", $"{site.Domains[0]}: {Gist(failed)}.", [.. Sections(site, failed)],
        "They can be sent again with linkwatch requeue.").Render();

    /// <summary>A line for each channel, at the end of another alert; nothing if there is none.</summary>
    public static IEnumerable<MailSection> Sections(Site site, IReadOnlyList<DeliveryRow> failed)
    {
        if (failed.Count == 0) yield break;
        var lines = failed.GroupBy(row => row.Channel)
            .Select(rows => $"{Count(rows.Count(), rows.Key)} could not be delivered by {NameOf(rows.Key)}: {Why(rows.Last())}");
        yield return new MailSection(
            $"Not delivered ({failed.Count})", $"{string.Join(". ", lines)}. What they said: linkwatch history --site {site.Id}", []);
    }

    /// <summary>What the provider said, without addresses: no owner reads another's, and no chat reads any.</summary>
    private static string Why(DeliveryRow row) => PlainText.OneLine(Address.Replace(row.Note ?? "", "an owner"), 200);

    private static string Gist(IReadOnlyList<DeliveryRow> failed) =>
        $"{Counted.Of(failed.Count, "earlier alert")} could not be delivered";

    private static string Count(int count, string channel) =>
        Counted.Of(count, Mails.Contains(channel) ? "earlier mail" : "earlier alert");

    private static string NameOf(string channel) => channel is "smtp" or "sendgrid" ? "email" : channel;
}

using LinkWatch.Confirming;
using LinkWatch.Links;
using LinkWatch.Storage;
using LinkWatch.Urls;

namespace LinkWatch.Alerting.Digests;

/// <summary>An incident in a mail: one heading, when, why, and a few of its links. Pure.</summary>
internal static class IncidentSection
{
    /// <summary>The most links listed that did not return.</summary>
    public const int MaxMissing = 20;

    /// <summary>A page's title is another's text, and goes into the subject.</summary>
    private const int MaxShown = 60;

    /// <param name="news">What happened.</param>
    /// <param name="site">Whose links.</param>
    /// <param name="digest">What else is known.</param>
    public static MailSection Of(IncidentNewsRow news, Site site, Digest digest)
    {
        var reported = news.Notified;
        var listed = digest.Missing.GetValueOrDefault((reported.Incident.Id, reported.Round), []);
        IEnumerable<MailItem> items = news.IsBack
            ? listed.Select(link =>
                ItemOf(link.Link.Source, link.Title, link.Link.Target, link.Evidence) with { Details = Details(link.LinkId) })
            : reported.Samples.Select(sample =>
                ItemOf(sample.Source, sample.Title, sample.Target, sample.Change.Evidence) with { Details = Details(sample.LinkId) });
        return new MailSection(
            PlainText.Capital(Gist(news)),
            $"Since {new SiteClock(site).Time(reported.Incident.Since)}. "
                + $"{(news.IsBack ? "" : Why(reported))}{What(news, listed.Count)}{Some(news)}",
            items.ToList())
        {
            Tone = DigestNews.ToneOf(news),
            Page = digest.Dashboard?.Incidents(site.Id),
        };

        Uri? Details(string linkId) => digest.Dashboard?.Link(site.Id, linkId);
    }

    /// <summary>In a few words, for the subject.</summary>
    public static string Gist(IncidentNewsRow news)
    {
        var reported = news.Notified;
        var where = Where(reported.Incident);
        if (!news.IsBack)
        {
            var more = reported.Told > 0 ? " more" : "";
            return $"{reported.Untold}{more} {Verb(reported.Incident.Cause)} {where}{Already(reported)}";
        }

        var back = reported.Incident.Cause is IncidentCause.Unreadable ? "readable again" : "back";
        var missing = reported.Members - reported.Returned;
        return missing <= 0
            ? $"all {reported.Members} {back} {where}"
            : $"{reported.Returned} of {reported.Members} {back} {where}, {missing} still missing";
    }

    private static MailItem ItemOf(WebUrl source, string? title, LinkTarget target, IReadOnlyList<string> evidence) =>
        new(source.Href, [("Links to", target.Url.Href)], evidence) { Title = PageName.Title(title) };

    private static string Already(IncidentRow reported) =>
        reported.BackNotifiedAt is not null ? ", and back"
        : reported is { Told: 0, Returned: > 0 and var returned } ? $", {returned} of them back already"
        : "";

    private static string Verb(IncidentCause cause) => cause switch
    {
        IncidentCause.Nofollow => "turned nofollow",
        IncidentCause.Unindexed => "can no longer be indexed",
        IncidentCause.Unreadable => "cannot be read",
        IncidentCause.SharedReplacement => "replaced by one and the same page",
        _ => "lost",
    };

    private static string Where(Incident incident)
    {
        if (incident.Cause is not IncidentCause.SharedReplacement) return $"on {incident.Subject}";
        var shown = PlainText.OneLine(incident.Subject, MaxShown);
        return shown.Length == 0 ? "on several hosts" : $"on several hosts (“{shown}”)";
    }

    private static string Some(IncidentNewsRow news) => news is { IsBack: false, Notified: { Samples.Count: > 0 and var shown } reported }
        && shown < reported.Untold ? $" {shown} of the {reported.Untold}:" : "";

    private static string Why(IncidentRow reported)
    {
        var evidence = reported.Samples.SelectMany(sample => sample.Change.Evidence).ToList();
        var reasons = reported.Reasons.Select(reason => ReasonWords.Of(reason, evidence)).ToList();
        return reasons.Count == 0 ? "" : PlainText.Capital(string.Join("; ", reasons)) + ". ";
    }

    private static string What(IncidentNewsRow news, int listed) => news switch
    {
        { IsBack: true, Notified: var reported } => Missing(reported.Members - reported.Returned, listed),
        { Notified: { BackNotifiedAt: not null, Members: 1 } } => "It is back already.",
        { Notified.BackNotifiedAt: not null } => "They were away together and are back already.",
        { Notified.Incident.Cause: IncidentCause.Unreadable } =>
            "Not lost: we haven't been able to read these pages for days. We'll e-mail you once when we can.",
        { Notified: { Told: > 0, IsSmall: false } } => "They join those that we reported before. We'll e-mail you once when they are back.",
        _ => "So many at once usually means an outage or a rebuilt site, not links removed one by one. "
            + "We'll e-mail you once when they are back.",
    };

    private static string Missing(int missing, int listed) => (missing, listed) switch
    {
        ( <= 0, _) => "No action needed.",
        (_, 0) => "The rest came back since, or is no longer watched.",
        (_, MaxMissing) => $"{MaxMissing} of those that are still missing:",
        _ => "These are still missing:",
    };
}

using LinkWatch.Confirming;
using LinkWatch.Storage;

namespace LinkWatch.Alerting.Digests;

/// <summary>An incident in a mail: one heading, when, why, and a few of its links. Pure.</summary>
internal static class IncidentSection
{
    /// <summary>A page's title is another's text, and goes into the subject.</summary>
    private const int MaxShown = 60;

    public static MailSection Of(IncidentNewsRow news, Func<DateTimeOffset, string> local)
    {
        var reported = news.Notified;
        var samples = news.IsBack ? [] : reported.Samples.Select(sample =>
            new MailItem(sample.Source.Href, [("Links to", sample.Target.Url.Href)], sample.Change.Evidence));
        return new MailSection(
            PlainText.Capital(Gist(news)), $"Since {local(reported.Incident.Since)}. {Why(reported)}{What(news)}", samples.ToList());
    }

    /// <summary>In a few words, for the subject.</summary>
    public static string Gist(IncidentNewsRow news)
    {
        var reported = news.Notified;
        var where = Where(reported.Incident);
        if (!news.IsBack)
            return $"{reported.Members} {Verb(reported.Incident.Cause)} {where}" + (reported.BackNotifiedAt is null ? "" : ", and back");
        var back = reported.Incident.Cause is IncidentCause.Unreadable ? "readable again" : "back";
        var missing = reported.Members - reported.Returned;
        return missing <= 0
            ? $"all {reported.Members} {back} {where}"
            : $"{reported.Returned} of {reported.Members} {back} {where}, {missing} still missing";
    }

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

    private static string Why(IncidentRow reported) =>
        reported.Reasons.Count == 0 ? "" : PlainText.Capital(string.Join("; ", reported.Reasons.Select(ReasonWords.Of))) + ". ";

    private static string What(IncidentNewsRow news) => news switch
    {
        { IsBack: true, Notified: var reported } =>
            reported.Returned < reported.Members ? "Those still missing stand in the history." : "No action needed.",
        { Notified.BackNotifiedAt: not null } => "They were away together and are back already.",
        { Notified.Incident.Cause: IncidentCause.Unreadable } =>
            "Not lost: we haven't been able to read these pages for days. We'll e-mail you once when we can.",
        _ => "So many links at once are more likely an outage or a change of the whole site than so many decisions. "
            + "You hear from us once when they are back.",
    };
}

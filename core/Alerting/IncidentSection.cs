using LinkWatch.Confirming;
using LinkWatch.Storage;

namespace LinkWatch.Alerting;

/// <summary>An incident in a mail: one heading, when, why, and a few of its links. Pure.</summary>
internal static class IncidentSection
{
    /// <summary>A page's title is another's text, and goes into the subject.</summary>
    private const int MostShown = 60;

    public static MailSection Of(IncidentNewsRow news, Func<DateTimeOffset, string> local)
    {
        var told = news.Told;
        var samples = news.IsBack ? [] : told.Samples.Select(sample => new MailItem(sample.Source.Href, [("Links to", sample.Target.Url.Href)], sample.Change.Evidence));
        return new MailSection(PlainText.Capital(Gist(news)), $"Since {local(told.Incident.Since)}. {Why(told)}{What(news)}", samples.ToList());
    }

    /// <summary>In a few words, for the subject.</summary>
    public static string Gist(IncidentNewsRow news)
    {
        var told = news.Told;
        var where = Where(told.Incident);
        if (!news.IsBack) return $"{told.Members} {Verb(told.Incident.Cause)} {where}" + (told.BackToldAt is null ? "" : ", and back");
        var back = told.Incident.Cause is IncidentCause.Unreadable ? "readable again" : "back";
        var missing = told.Members - told.Returned;
        return missing <= 0 ? $"all {told.Members} {back} {where}" : $"{told.Returned} of {told.Members} {back} {where}, {missing} still missing";
    }

    private static string Verb(IncidentCause cause) => cause switch
    {
        IncidentCause.Nofollow => "now usually not counted",
        IncidentCause.Unindexed => "can no longer be indexed",
        IncidentCause.Unreadable => "cannot be read",
        IncidentCause.Wall => "replaced by one and the same page",
        _ => "lost",
    };

    private static string Where(Incident incident)
    {
        if (incident.Cause is not IncidentCause.Wall) return $"on {incident.Subject}";
        var shown = PlainText.OneLine(incident.Subject, MostShown);
        return shown.Length == 0 ? "on several hosts" : $"on several hosts (“{shown}”)";
    }

    private static string Why(IncidentRow told) => told.Reasons.Count == 0 ? "" : PlainText.Capital(string.Join("; ", told.Reasons.Select(ReasonWords.Of))) + ". ";

    private static string What(IncidentNewsRow news) => news switch
    {
        { IsBack: true, Told: var told } => told.Returned < told.Members ? "Those still missing stand in the history." : "Nothing is to be done.",
        { Told.BackToldAt: not null } => "They were away together and are back already.",
        { Told.Incident.Cause: IncidentCause.Unreadable } => "Not lost: for days we could not read these pages. You hear from us once when we can again.",
        _ => "So many links at once are more likely an outage or a change of the whole site than so many decisions. You hear from us once when they are back.",
    };
}

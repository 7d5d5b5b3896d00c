namespace LinkWatch.Simulation;

/// <summary>Compares what accepted mails report, by their text, with the stored changes that call for an alert.</summary>
internal sealed class NotificationLedger
{
    /// <summary>How long after the mail about an incident a link may still join it.</summary>
    private static readonly TimeSpan Incidents = TimeSpan.FromDays(30);

    private readonly Dictionary<Notice, List<DateTimeOffset>> reported = [];
    private readonly ILookup<Notice, StoredChange> stored;
    private readonly IReadOnlyList<AcceptedMail> mails;
    private readonly RunRecord record;

    public NotificationLedger(RunRecord record)
    {
        (this.record, mails) = (record, record.Mails);
        stored = record.Stored.Where(change => change is { IsAlert: true, IsInIncident: false })
            .OrderBy(change => change.At)
            .ToLookup(MailReader.Expected);
        var unmarked = record.Unmarked.CountBy(alert => alert).ToDictionary();
        var seen = new HashSet<string>(StringComparer.Ordinal);
        foreach (var mail in record.Mails)
        {
            if (!seen.Add(mail.Key) && unmarked.GetValueOrDefault(mail.Key) > 0)
            {
                unmarked[mail.Key]--;
                Excused++;
                continue;
            }

            foreach (var notice in MailReader.Read(mail))
            {
                if (!reported.TryGetValue(notice, out var times)) reported.Add(notice, times = []);
                times.Add(mail.At);
            }
        }

        foreach (var (notice, times) in reported)
        {
            var changes = stored[notice].Count();
            if (changes == 0) Unfounded.Add(notice);
            else for (var again = changes; again < times.Count; again++) Repeated.Add(notice);
        }
    }

    /// <summary>Mails sent twice because of a crash between acceptance and mark.</summary>
    public int Excused { get; }

    /// <summary>Reported more often than it happened; one entry for each extra time.</summary>
    public List<Notice> Repeated { get; } = [];

    /// <summary>Reported without a stored change.</summary>
    public List<Notice> Unfounded { get; } = [];

    /// <summary>
    /// When a mail first reported a change, or null. If several changes have the same text, the earlier is taken to be reported first.
    /// </summary>
    public DateTimeOffset? FirstOf(StoredChange change)
    {
        if (change.IsInIncident) return FirstOfIncident(LossBefore(change) ?? change);
        var notice = MailReader.Expected(change);
        var place = stored[notice].TakeWhile(other => other != change).Count();
        return reported.TryGetValue(notice, out var times) && place < times.Count ? times[place] : null;
    }

    /// <summary>That a link of an incident can't be verified belongs to that incident, however old it is.</summary>
    private StoredChange? LossBefore(StoredChange change) => change.Kind != "unverifiable" ? null : record.Stored.LastOrDefault(before =>
        before is { Kind: "state", IsInIncident: true }
        && before.At < change.At
        && (before.SiteId, before.Source, before.Target) == (change.SiteId, change.Source, change.Target));

    /// <summary>An incident is reported once for all its links: one that joins later counts as reported.</summary>
    private DateTimeOffset? FirstOfIncident(StoredChange change)
    {
        var host = new Uri(change.Source).Host;
        var mail = mails.FirstOrDefault(mail =>
            mail.SiteId == change.SiteId && mail.At >= change.Since - Incidents && MailReader.ReportsIncident(mail, host));
        return mail is null ? null : mail.At > change.StoredAt ? mail.At : change.StoredAt;
    }

    /// <summary>Whether a change calls for an alert that never came.</summary>
    public bool IsLost(StoredChange change) => change.IsAlert && FirstOf(change) is null;
}

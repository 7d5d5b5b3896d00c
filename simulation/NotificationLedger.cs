namespace LinkWatch.Simulation;

/// <summary>What owners were told, by the text of the mails that were accepted, against the changes that were stored to be told.</summary>
internal sealed class NotificationLedger
{
    /// <summary>A link may join an incident that was told so long before it turned.</summary>
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

    /// <summary>Mails that came again because a crash fell between acceptance and mark.</summary>
    public int Excused { get; }

    /// <summary>Told more often than it happened, once for each time too many.</summary>
    public List<Notice> Repeated { get; } = [];

    /// <summary>Told although nothing of the sort was stored.</summary>
    public List<Notice> Unfounded { get; } = [];

    /// <summary>
    /// When the owner was first told of a change, or null. Of changes that mails put into the same words the earlier was told first.
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

    /// <summary>Told once for all that turned together: one that joins later was told already.</summary>
    private DateTimeOffset? FirstOfIncident(StoredChange change)
    {
        var host = new Uri(change.Source).Host;
        var mail = mails.FirstOrDefault(mail =>
            mail.SiteId == change.SiteId && mail.At >= change.Since - Incidents && MailReader.ReportsIncident(mail, host));
        return mail is null ? null : mail.At > change.StoredAt ? mail.At : change.StoredAt;
    }

    /// <summary>Whether it was to be told and never was.</summary>
    public bool IsLost(StoredChange change) => change.IsAlert && FirstOf(change) is null;
}

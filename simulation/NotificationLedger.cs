namespace LinkWatch.Simulation;

/// <summary>Compares what accepted mails report, by their text, with the stored changes that call for an alert.</summary>
internal sealed class NotificationLedger
{
    private readonly Dictionary<Notice, List<DateTimeOffset>> reported = [];
    private readonly ILookup<Notice, StoredChange> stored;
    private readonly CountedChanges counted;

    public NotificationLedger(RunRecord record)
    {
        stored = record.Stored.Where(change => change.IsAlert).OrderBy(change => change.StoredAt).ToLookup(MailReader.Expected);
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

        counted = new CountedChanges(record, IsNamed);
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
        var notice = MailReader.Expected(change);
        var place = stored[notice].TakeWhile(other => other != change).Count();
        if (reported.TryGetValue(notice, out var times) && place < times.Count) return times[place];
        return change.Incident is null ? null : counted.FirstOf(change);
    }

    /// <summary>Whether a change calls for an alert that never came.</summary>
    public bool IsLost(StoredChange change) => change.IsAlert && FirstOf(change) is null;

    private bool IsNamed(StoredChange change) => reported.ContainsKey(MailReader.Expected(change));
}

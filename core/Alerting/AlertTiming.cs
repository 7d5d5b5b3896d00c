using LinkWatch.Links;

namespace LinkWatch.Alerting;

/// <summary>When an alert may go out. Pure.</summary>
public static class AlertTiming
{
    /// <summary>
    /// A daily digest may come this much earlier than the last one did: a job that runs each morning does not run on the second.
    /// </summary>
    private static readonly TimeSpan Slack = TimeSpan.FromMinutes(30);

    /// <summary>The local time of the weekly summary, and of a month's report.</summary>
    private static readonly TimeSpan SummaryTime = TimeSpan.FromHours(8);

    private const int DaysOfWeek = 7;

    /// <summary>
    /// When an alert opened at <paramref name="openedAt"/> is due: after gathering, at the owner's pace, and not in the site's quiet hours.
    /// </summary>
    /// <param name="site">Whose alert.</param>
    /// <param name="openedAt">When its first change came.</param>
    /// <param name="lastDigest">When the site's last digest was sealed, or null.</param>
    /// <param name="options">How long changes are gathered.</param>
    public static DateTimeOffset DueAt(Site site, DateTimeOffset openedAt, DateTimeOffset? lastDigest, AlertOptions options) =>
        Earliest(site, openedAt + options.GatherFor, lastDigest);

    /// <summary>
    /// The first moment from <paramref name="at"/> on at which the owner's pace and quiet hours allow a digest. A last digest that is yet
    /// to come was sealed by a clock that was ahead: it holds up nothing.
    /// </summary>
    public static DateTimeOffset Earliest(Site site, DateTimeOffset at, DateTimeOffset? lastDigest) => AfterQuiet(
        site,
        site.AlertPace == AlertPace.Daily && lastDigest is { } last && !last.IsAhead(at) && NextDay(site, last) is var next && next > at
            ? next
            : at);

    /// <summary>The local day after the last digest's, at about the same time of day.</summary>
    private static DateTimeOffset NextDay(Site site, DateTimeOffset last)
    {
        var zone = SiteZone.Of(site.TimeZone);
        var midnight = SiteZone.AtLocal(zone, TimeZoneInfo.ConvertTime(last, zone).Date.AddDays(1));
        var sameTime = last + TimeSpan.FromDays(1) - Slack;
        return midnight > sameTime ? midnight : sameTime;
    }

    /// <summary>
    /// When the weekly summary is due: on the site's weekday, no earlier than a week after the last mail. Null if it is switched off.
    /// </summary>
    public static DateTimeOffset? SummaryDue(Site site, DateTimeOffset lastMail)
    {
        if (site.WeeklySummary == SummaryDay.Off) return null;
        var zone = SiteZone.Of(site.TimeZone);

        // By days: the last summary was sealed a moment after it was due.
        var day = TimeZoneInfo.ConvertTime(lastMail, zone).Date.AddDays(DaysOfWeek);
        var ahead = ((int)site.WeeklySummary - (int)day.DayOfWeek + DaysOfWeek) % DaysOfWeek;
        return AfterQuiet(site, SiteZone.AtLocal(zone, day.AddDays(ahead) + SummaryTime));
    }

    /// <summary>When the report of a month is due that ended with the day before.</summary>
    public static DateTimeOffset ReportDue(Site site, DateOnly firstOfNext) => AfterQuiet(
        site, SiteZone.AtLocal(SiteZone.Of(site.TimeZone), firstOfNext.ToDateTime(TimeOnly.MinValue) + SummaryTime));

    /// <summary>The time itself, or the end of the quiet hours that it falls into.</summary>
    public static DateTimeOffset AfterQuiet(Site site, DateTimeOffset at)
    {
        if (site.QuietHours is not { } quiet || quiet.From == quiet.To) return at;
        var zone = SiteZone.Of(site.TimeZone);
        var local = TimeZoneInfo.ConvertTime(at, zone).DateTime;
        if (!TimeOnly.FromDateTime(local).IsBetween(quiet.From, quiet.To)) return at;
        var end = local.Date + quiet.To.ToTimeSpan();
        if (end <= local) end = end.AddDays(1);
        return SiteZone.AtLocal(zone, end);
    }
}

/// <summary>When alerts are sealed and how deliveries are tried again.</summary>
public sealed record AlertOptions
{
    /// <summary>For how long changes join an open alert, from the first on.</summary>
    public TimeSpan GatherFor { get; init; } = TimeSpan.FromMinutes(15);

    /// <summary>A delivery that was begun is not begun again by another within this time.</summary>
    public TimeSpan DeliveryLease { get; init; } = TimeSpan.FromMinutes(10);

    /// <summary>An attempt that takes longer is broken off: less than the lease, and well within what a function may take.</summary>
    public TimeSpan AttemptTime { get; init; } = TimeSpan.FromMinutes(4);

    /// <summary>Attempts that run on one channel at the same time.</summary>
    public int MaxAtOnce { get; init; } = 3;

    /// <summary>A channel that says nothing for this long hangs: until it answers, it is tried by one at a time.</summary>
    public TimeSpan HangsAfter { get; init; } = TimeSpan.FromSeconds(15);

    /// <summary>A channel that hung is not tried for this long, and what was put off meanwhile is looked at again.</summary>
    public TimeSpan PutOff { get; init; } = TimeSpan.FromMinutes(1);

    /// <summary>The first pause after a failed attempt; it doubles with each, up to <see cref="LongestRetry"/>.</summary>
    public TimeSpan FirstRetry { get; init; } = TimeSpan.FromMinutes(5);

    /// <summary>The longest pause of our own; a provider may ask for a longer one.</summary>
    public TimeSpan LongestRetry { get; init; } = TimeSpan.FromHours(6);

    /// <summary>No pause between two attempts is longer, whatever a provider asks for: a stored one was set by a wrong clock.</summary>
    public TimeSpan MaxPause { get; init; } = TimeSpan.FromDays(2);

    /// <summary>
    /// Attempts until a delivery has failed for good, counted anew whenever an owner gets the mail: by the pauses between them, 7.2 days.
    /// </summary>
    public int MaxAttempts { get; init; } = 35;

    /// <summary>An alert that is due for longer is reported to whoever runs LinkWatch.</summary>
    public TimeSpan OverdueAfter { get; init; } = TimeSpan.FromHours(1);

    /// <summary>How long a delivery that failed for good can be put back.</summary>
    public TimeSpan FailedKept { get; init; } = TimeSpan.FromDays(30);
}

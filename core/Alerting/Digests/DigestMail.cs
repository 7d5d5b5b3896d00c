using System.Globalization;
using LinkWatch.Confirming;
using LinkWatch.Links;
using LinkWatch.Storage;

namespace LinkWatch.Alerting.Digests;

/// <summary>The mail about the changes of a site's backlinks. Pure.</summary>
public static class DigestMail
{
    /// <summary>How many days the bar of what was verified shows.</summary>
    public const int DaysShown = 30;

    /// <summary>Pieces of news in the subject: a phone shows little of it.</summary>
    private const int MaxInSubject = 3;

    /// <param name="site">Whose backlinks.</param>
    /// <param name="digest">The content.</param>
    /// <param name="now">When the mail is sealed.</param>
    public static MailText Compose(Site site, Digest digest, DateTimeOffset now)
    {
        var news = DigestNews.Of(digest).ToList();
        var sections = new List<MailSection>();
        sections.AddRange(digest.Incidents.OrderBy(incident => incident.Notified.Incident.Since)
            .Select(incident => IncidentSection.Of(incident, digest.Missing, at => Local(site, at))));
        sections.AddRange(digest.Spikes.Select(SpikeSection.Of));
        sections.AddRange(digest.Changes.Groups.Select(group => SectionOf(group, site, digest.Contacts)));
        sections.AddRange(UndeliveredMail.Sections(site, digest.Undelivered));
        var gist = string.Join(", ", news.Select(part => part.Gist));
        var headline = DigestNews.Headline(news, int.MaxValue);
        var all = $"linkwatch history --site {site.Id}";
        var closing =
            $"{CoverageLine.Of(digest.Coverage is [var newest, ..] ? newest : null)}LinkWatch watches the backlinks of {site.Domains[0]}. "
                + $"Written on {Local(site, now)}; times are those of {site.TimeZone}. All changes: {all}";
        return new MailModel(
            $"{DigestNews.Headline(news, MaxInSubject)}: {site.Domains[0]}", $"{site.Domains[0]}: {gist}.",
            [.. sections.OrderBy(section => section.Tone)], closing)
        {
            Headline = headline,
            Dateline = $"{site.Domains[0]}, {In(site, now).ToString("dddd, d MMMM yyyy", CultureInfo.InvariantCulture)}",
            Tiles = DigestNews.Tiles(news),
            ToDo = DigestToDo.Of(digest),
            Days = DaysOf(site, digest.Coverage, now),
            More = all,
            IsFast = digest.IsFast,
        }.Render();
    }

    private static MailSection SectionOf(DigestGroup group, Site site, IReadOnlyDictionary<string, string> contacts) =>
        new($"{group.Title} ({group.Count})", group.Meaning, [.. group.Listed.Select(change => ItemOf(site, change, contacts))])
        {
            Tone = group.Tone,
            Unlisted = group.Count - group.Listed.Count,
        };

    /// <summary>The last days in the site's time zone; a day that was counted twice shows the later count.</summary>
    private static IReadOnlyList<MailDay> DaysOf(Site site, IReadOnlyList<CoverageRow> coverage, DateTimeOffset now)
    {
        if (coverage.Count == 0) return [];
        var byDate = coverage.Where(row => row.Links > 0).GroupBy(row => In(site, row.At).Date)
            .ToDictionary(rows => rows.Key, rows => (int?)(rows.First().Verified * 100 / rows.First().Links));
        var today = In(site, now).Date;
        return [.. Enumerable.Range(0, DaysShown).Select(i => today.AddDays(i + 1 - DaysShown))
            .SkipWhile((date, i) => i < DaysShown - 7 && !byDate.Keys.Any(counted => counted <= date))
            .Select(date => new MailDay(date.ToString("d MMM", CultureInfo.InvariantCulture), byDate.GetValueOrDefault(date)))];
    }

    private static MailItem ItemOf(Site site, ListedChange listed, IReadOnlyDictionary<string, string> contacts)
    {
        var (row, change) = (listed.Row, listed.Row.Change);
        var facts = new List<(string, string)> { ("Links to", row.Target.Url.Href) };
        if (change.Kind == ChangeKind.Detail) facts.AddRange(DetailFacts(change));
        else facts.AddRange([("Before", Before(change)), ("Now", Now(change))]);
        facts.Add(("Since", Local(site, change.Since)));
        if (change.Readings > 1) facts.Add(Checked(site, change));
        if (contacts.TryGetValue(row.LinkId, out var contact)) facts.Add(("Contact", contact));
        if (listed.Later is { } later) facts.Add(("Meanwhile", $"{WordOf(later)}, on {Local(site, later.At)}: see below"));
        else if (change is { Kind: ChangeKind.State, Reasons: [var first, ..] }) facts.Add(("What to do", ReasonWords.Advice(first)));
        var isLost = change is { Kind: ChangeKind.State, New: Status.Lost };
        return new MailItem(row.Source.Href, facts, change.Evidence)
        {
            Letter = isLost && listed.Later is null ? LetterToOwner.Of(row, contacts.GetValueOrDefault(row.LinkId)) : null
        };
    }

    private static string WordOf(LinkChange later) => later.Kind switch
    {
        ChangeKind.Back => "back",
        ChangeKind.Unverifiable => "not to be checked",
        ChangeKind.State => later.New?.Name() ?? "pending",
        _ => "changed",
    };

    private static string Before(LinkChange change) => State(change.Old, change.OldReasons, change.OldDetail);

    private static string Now(LinkChange change) => change.Kind == ChangeKind.Unverifiable
        ? string.Join("; ", change.Reasons.Select(ReasonWords.Of))
        : State(change.New, change.Reasons, change.NewDetail);

    /// <summary>"live; anchor “tea”, in content"; what the reasons say is not said twice.</summary>
    private static string State(Status? status, IReadOnlyList<Reason> reasons, LinkDetail? link) => string.Join(
        "; ",
        [
            reasons.Count == 0
                ? ReasonWords.Of(status)
                : $"{status?.Name() ?? "pending"}: {string.Join(", ", reasons.Select(ReasonWords.Of))}",
            .. link is null ? Array.Empty<string>() : [DetailWords.Of(link)],
        ]);

    private static IEnumerable<(string, string)> DetailFacts(LinkChange change) =>
        change is { OldDetail: { } old, NewDetail: { } now } ? DetailWords.Differences(old, now) : [];

    private static string Local(Site site, DateTimeOffset at) =>
        In(site, at).ToString("ddd d MMM yyyy, HH:mm", CultureInfo.InvariantCulture);

    private static (string, string) Checked(Site site, LinkChange change) => change.Kind == ChangeKind.Unverifiable
        ? ("Tried", $"{change.Readings} times, last on {Local(site, change.At)}")
        : ("Checked", $"{change.Readings} times with the same result, last on {Local(site, change.At)}");

    private static DateTimeOffset In(Site site, DateTimeOffset at) =>
        TimeZoneInfo.ConvertTime(at, TimeZoneInfo.FindSystemTimeZoneById(site.TimeZone));
}

/// <summary>How much of a site the silence of a mail speaks for. Pure.</summary>
internal static class CoverageLine
{
    /// <summary>Empty if nothing was counted yet.</summary>
    public static string Of(CoverageRow? coverage)
    {
        if (coverage is not { Links: > 0 }) return "";
        var percent = coverage.Verified * 100 / coverage.Links;
        var verified = string.Create(CultureInfo.InvariantCulture, $"{percent} % of {coverage.Links} links verified lately");
        if (coverage.NotVerified.Count == 0) return $"{verified}. ";
        var why = coverage.NotVerified.OrderByDescending(reason => reason.Value)
            .ThenBy(reason => reason.Key, StringComparer.Ordinal)
            .Select(reason => $"{reason.Value} {reason.Key}");
        return $"{verified}; not verified: {string.Join(", ", why)}. ";
    }
}

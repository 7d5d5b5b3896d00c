using LinkWatch.Confirming;
using LinkWatch.Links;
using LinkWatch.Storage;

namespace LinkWatch.Alerting.Digests;

/// <summary>The mail about the changes of a site's backlinks. Pure.</summary>
public static class DigestMail
{
    /// <summary>How many days the bar of what was verified shows.</summary>
    public const int DaysShown = 30;

    /// <summary>A chart takes 6 KB, and a mail of more than 102 KB is cut.</summary>
    private const int MaxCharts = 3;

    /// <summary>Pieces of news in the subject: a phone shows little of it.</summary>
    private const int MaxInSubject = 3;

    private const int MaxInHeadline = 3;

    /// <param name="site">Whose backlinks.</param>
    /// <param name="digest">The content.</param>
    /// <param name="now">When the mail is sealed.</param>
    public static MailText Compose(Site site, Digest digest, DateTimeOffset now)
    {
        var news = DigestNews.Of(digest).ToList();
        var clock = new SiteClock(site);
        return new MailModel(
            $"{DigestNews.Headline(news, MaxInSubject)}: {site.Domains[0]}",
            $"{site.Domains[0]}: {string.Join(", ", news.Select(part => part.Gist))}.",
            [.. Sections(site, digest, news, now).OrderBy(section => section.Tone)],
            Closing(site, digest, clock.Time(now)))
        {
            Headline = DigestNews.Headline(news, MaxInHeadline, site.Domains[0]),
            Sum = WorthWords.Of(digest.Worth),
            Dateline = $"{site.Domains[0]}, {clock.LongDate(now)}",
            Tiles = DigestNews.Tiles(news),
            ToDo = DigestToDo.Of(site, digest, now),
            Days = MailDay.Of(clock, digest.Coverage, now),
            More = All(site),
            List = digest.Dashboard?.Changes(site.Id),
            IsFast = digest.IsFast,
        }.Render();
    }

    private static string All(Site site) => $"linkwatch history --site {site.Id}";

    private static string Closing(Site site, Digest digest, string written) => string.Join(
        '\n',
        [
            .. digest.Coverage is [{ Links: > 0 } newest, ..] ? [CoverageLine.Of(newest)] : Array.Empty<string>(),
            $"LinkWatch watches the backlinks of {site.Domains[0]}. Written on {written}; times are in {site.TimeZone}.",
            .. digest.Dashboard is null ? [$"All changes: {All(site)}"] : Array.Empty<string>(),
            $"No more alerts about a link: linkwatch mute PAGE --site {site.Id}",
            $"How often you get mail: linkwatch site set {site.Id} --help",
        ]);

    private static IEnumerable<MailSection> Sections(Site site, Digest digest, IReadOnlyList<DigestNews> news, DateTimeOffset now)
    {
        foreach (var incident in digest.Incidents.OrderBy(incident => incident.Notified.Incident.Since))
            yield return IncidentSection.Of(incident, site, digest);
        foreach (var (i, spike) in digest.Spikes.Index())
            yield return SpikeSection.Of(spike, hasChart: i < MaxCharts, digest.Dashboard?.Spikes(site.Id));
        foreach (var section in ContractSections.Of(site, digest, now)) yield return section;
        foreach (var group in digest.Changes.Groups)
        {
            var ofKind = news.Where(part => part.Tone == group.Tone && part.Words == group.Words);
            yield return SectionOf(group, ofKind.Sum(part => part.Count), site, digest);
        }

        if (digest.Discovered is { } found) yield return found.Section(site, digest.Dashboard);
        foreach (var section in UndeliveredMail.Sections(site, digest.Undelivered)) yield return section;
    }

    /// <param name="group">The changes of one kind.</param>
    /// <param name="inAll">With those of incidents, as the mail's top counts them.</param>
    /// <param name="site">Whose.</param>
    /// <param name="digest">What else is known.</param>
    private static MailSection SectionOf(DigestGroup group, int inAll, Site site, Digest digest) => new(
        inAll == group.Count ? $"{group.Title} ({group.Count})" : $"{group.Title} ({group.Count} of {inAll})",
        (inAll == group.Count ? "" : $"The other {inAll - group.Count} are under the heading of their site. ") + group.Meaning,
        [
            .. group.Listed.Order(WorthOrder.Of(digest.LastOfDomain)).Select(change =>
                group.IsOfTargets ? TargetItem.Of(site, change, digest) : ItemOf(site, change, digest)),
        ])
    {
        Tone = group.Tone,
        Unlisted = group.Count - group.Listed.Count,
        Rest = digest.Dashboard is not { } dashboard ? null
            : group.IsOfTargets ? dashboard.Targets(site.Id) : ListOf(group.Tone, site, dashboard),
    };

    private static Uri ListOf(Tone tone, Site site, DashboardLinks dashboard) => tone switch
    {
        Tone.Lost => dashboard.Links(site.Id, ListedStatus.Lost),
        Tone.Nofollow => dashboard.Links(site.Id, ListedStatus.Nofollow),
        Tone.Unindexed => dashboard.Links(site.Id, ListedStatus.Unindexed),
        Tone.Unchecked => dashboard.Unverifiable(site.Id),
        _ => dashboard.Changes(site.Id),
    };

    private static MailItem ItemOf(Site site, ListedChange listed, Digest digest)
    {
        var (row, change) = (listed.Row, listed.Row.Change);
        var clock = new SiteClock(site);
        var contact = digest.Contacts.GetValueOrDefault(row.LinkId);
        var facts = new List<(string, string)> { ("Links to", row.Target.Url.Href) };
        if (change.Kind == ChangeKind.Detail) facts.AddRange(DetailFacts(change));
        else facts.AddRange([("Before", Before(change)), ("Now", Now(change))]);
        if (row.Worth is { } worth) facts.Add(("Worth", WorthOf(worth)));
        facts.Add(("Since", clock.Time(change.Since)));
        if (change.Readings > 1) facts.Add(Checked(clock, change));
        if (digest.LastOfDomain.Contains(row.LinkId)) facts.Add(("Domain", "no other link from it is left"));
        if (row.Cost is { } cost) facts.Add(("Cost", cost));
        if (contact is not null) facts.Add(("Contact", contact));
        if (listed.Later is { } later) facts.Add(("Meanwhile", $"{WordOf(later)}, on {clock.Time(later.At)}: see below"));
        else if (change is { Kind: ChangeKind.State, Reasons: [var first, ..] }) facts.Add(("What to do", ReasonWords.Advice(first)));
        var isLost = change is { Kind: ChangeKind.State, New: Status.Lost };
        return new MailItem(row.Source.Href, facts, change.Evidence)
        {
            Title = PageName.Title(row.Title),
            Details = digest.Dashboard?.Link(site.Id, row.LinkId),
            MuteLink = digest.Links?.ForMute(site.Id, row.LinkId),
            Letter = isLost && listed.Later is null ? LetterToOwner.Of(site, row, contact).Mailto : null
        };
    }

    /// <summary>"87 of 100", of what is lost or back; "87 of 100, now 60" of what changed.</summary>
    private static string WorthOf(WorthChange worth) => worth is { Before: > 0, After: > 0 } && worth.Before != worth.After
        ? $"{worth.Before} of 100, now {worth.After}"
        : $"{worth.Most} of 100";

    private static string WordOf(LinkChange later) => later.Kind switch
    {
        ChangeKind.Back => "back",
        ChangeKind.Unverifiable => "not to be checked",
        ChangeKind.State => later.New?.Name() ?? "pending",
        _ => "changed",
    };

    private static string Before(LinkChange change) => State(change.Old, change.OldReasons, change.OldDetail, []);

    private static string Now(LinkChange change) => change.Kind == ChangeKind.Unverifiable
        ? string.Join("; ", change.Reasons.Select(ReasonWords.Of))
        : State(change.New, change.Reasons, change.NewDetail, change.Evidence);

    /// <summary>"live; anchor “tea”, in content"; what the reasons say is not said twice.</summary>
    private static string State(Status? status, IReadOnlyList<Reason> reasons, LinkDetail? link, IReadOnlyList<string> evidence) =>
        string.Join(
            "; ",
            [
                reasons.Count == 0
                    ? ReasonWords.Of(status)
                    : $"{status?.Name() ?? "pending"}: {string.Join(", ", reasons.Select(reason => ReasonWords.Of(reason, evidence)))}",
                .. link is null ? Array.Empty<string>() : [DetailWords.Of(link)],
            ]);

    private static IEnumerable<(string, string)> DetailFacts(LinkChange change) =>
        change is { OldDetail: { } old, NewDetail: { } now } ? DetailWords.Differences(old, now) : [];

    private static (string, string) Checked(SiteClock clock, LinkChange change) => change.Kind == ChangeKind.Unverifiable
        ? ("Tried", $"{change.Readings} times, last on {clock.Time(change.At)}")
        : ("Checked", $"{change.Readings} times with the same result, last on {clock.Time(change.At)}");
}

using System.Globalization;
using LinkWatch.Confirming;
using LinkWatch.Links;
using LinkWatch.Storage;

namespace LinkWatch.Alerting.Digests;

/// <summary>The mail about the changes of a site's backlinks. Pure.</summary>
public static class DigestMail
{
    /// <param name="site">Whose backlinks.</param>
    /// <param name="digest">The content.</param>
    /// <param name="now">When the mail is sealed.</param>
    public static MailText Compose(Site site, Digest digest, DateTimeOffset now)
    {
        var incidents = digest.Incidents.OrderBy(news => news.IsBack).ThenBy(news => news.Notified.Incident.Since).ToList();
        var groups = digest.Changes.Groups.ToList();
        List<MailSection> sections =
        [
            .. incidents.Select(news => IncidentSection.Of(news, digest.Missing, at => Local(site, at))),
            .. digest.Spikes.Select(SpikeSection.Of),
            .. groups.Select(group => SectionOf(group, site, digest.Contacts)),
        ];
        var gist = string.Join(", ", [.. incidents.Select(IncidentSection.Gist), .. digest.Spikes
            .Select(SpikeSection.Gist), .. groups.Select(group => $"{group.Count} {group.Short}")]);
        var lead = $"{site.Domains[0]}: {gist}.";
        var closing =
            $"{CoverageLine.Of(digest.Coverage)}LinkWatch watches the backlinks of {site.Domains[0]}. Sealed at {Local(site, now)}. "
                + $"All changes: linkwatch history --site {site.Id}";
        return new MailModel($"[{site.Domains[0]}] {gist}", lead, sections, closing).Render();
    }

    private static MailSection SectionOf(DigestGroup group, Site site, IReadOnlyDictionary<string, string> contacts)
    {
        var more = group.Count > DigestGroup.MaxListed ? $" The first {DigestGroup.MaxListed} are listed." : "";
        return new MailSection(
            $"{group.Title} ({group.Count})", group.Meaning + more, group.Listed.Select(change => ItemOf(site, change, contacts)).ToList());
    }

    private static MailItem ItemOf(Site site, HistoryRow row, IReadOnlyDictionary<string, string> contacts)
    {
        var change = row.Change;
        var facts = new List<(string, string)> { ("Links to", row.Target.Url.Href) };
        if (change.Kind == ChangeKind.Detail) facts.AddRange(DetailFacts(change));
        else facts.Add(("Was", Was(change)));
        if (change.Reasons.Count > 0) facts.Add(("Why", string.Join("; ", change.Reasons.Select(ReasonWords.Of))));
        facts.Add(("Since", Local(site, change.Since)));
        if (change.Readings > 1) facts.Add(("How sure", $"{change.Readings} readings agree, the last at {Local(site, change.At)}"));
        if (change is { Kind: not ChangeKind.Detail, OldDetail: { } before }) facts.Add(("Before", Link(before)));
        if (change is { Kind: not ChangeKind.Detail, NewDetail: { } after }) facts.Add(("Now", Link(after)));
        if (change.Kind == ChangeKind.State && change.Reasons.Count > 0) facts.Add(("What to do", ReasonWords.Advice(change.Reasons[0])));
        var isLost = change is { Kind: ChangeKind.State, New: Status.Lost };
        return new MailItem(row.Source.Href, facts, change.Evidence)
        {
            Draft = isLost ? DraftToOwner.Of(row, contacts.GetValueOrDefault(row.LinkId)) : null
        };
    }

    private static string Link(LinkDetail link)
    {
        var anchor = link.Anchor.Length > 0 ? $"anchor “{link.Anchor}”" : "no anchor text";
        return $"{anchor}, in {link.Placement.Name()}, {(link.Rel.Count > 0 ? $"rel {string.Join(' ', link.Rel)}" : "no rel")}";
    }

    private static string Was(LinkChange change) => change.OldReasons.Count == 0
        ? ReasonWords.Of(change.Old)
        : $"{ReasonWords.Of(change.Old)} ({string.Join("; ", change.OldReasons.Select(ReasonWords.Of))})";

    private static IEnumerable<(string, string)> DetailFacts(LinkChange change)
    {
        if (change is not { OldDetail: { } old, NewDetail: { } now }) yield break;
        if (old.Anchor != now.Anchor) yield return ("Anchor", $"“{old.Anchor}” → “{now.Anchor}”");
        if (old.Placement != now.Placement) yield return ("Placement", $"{old.Placement.Name()} → {now.Placement.Name()}");
        if (old.Href != now.Href) yield return ("Address", $"{old.Href} → {now.Href}");
    }

    private static string Local(Site site, DateTimeOffset at)
    {
        var zone = TimeZoneInfo.FindSystemTimeZoneById(site.TimeZone);
        return TimeZoneInfo.ConvertTime(at, zone).ToString("yyyy-MM-dd HH:mm", CultureInfo.InvariantCulture) + " " + site.TimeZone;
    }
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

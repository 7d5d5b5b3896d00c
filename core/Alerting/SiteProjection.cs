using LinkWatch.Confirming;
using LinkWatch.Incidents;
using LinkWatch.Links;
using LinkWatch.Storage;
using LinkWatch.Urls;
using LinkWatch.Worth;

namespace LinkWatch.Alerting;

/// <summary>What changes make of the links as their owner lists them. An older change never overwrites a newer one.</summary>
internal sealed class SiteProjection(
    IReadOnlyDictionary<string, Stored<LinkRow>> stored, IncidentCount incidents, LinkAppraiser appraiser, DateTimeOffset now)
{
    private readonly Dictionary<string, LinkRow> changed = [];
    private readonly Dictionary<string, int> firstReadings = [];

    public IEnumerable<RowWrite> LinkWrites => LinkEdit.Commit(changed.Values.Select(link => LinkEdit.Of(stored[link.LinkId], link)));

    /// <summary>Links that were read for the first time, by their import's key.</summary>
    public IReadOnlyDictionary<string, int> FirstReadings => firstReadings;

    /// <summary>The change with what it makes of the link's worth.</summary>
    /// <param name="row">The change.</param>
    /// <param name="importKey">Its link's import.</param>
    /// <param name="page">What else is known of its page.</param>
    public HistoryRow Apply(HistoryRow row, string? importKey, ChangeRow page)
    {
        var before = changed.GetValueOrDefault(row.LinkId) ?? stored[row.LinkId].Row;
        var change = row.Change;
        var link = before;
        if (link.FirstReadAt is null)
        {
            link = link with { FirstReadAt = change.At };
            if (importKey is not null) firstReadings[importKey] = firstReadings.GetValueOrDefault(importKey) + 1;
        }

        if (!(link.ChangedAt > change.At) || link.ChangedAt.IsAhead(now))
        {
            link = Apply(link, change) with
            {
                Title = row.Title ?? link.Title,
                Topic = page.Topic ?? link.Topic,
                Network = page.Network ?? link.Network,
            };
            link = Appraised(link, page.OutboundLinks);
            row = row with { Worth = appraiser.Compare(before, link) };
        }

        if (change.Incident is not null) link = link with { Incident = incidents.Add(row, PartOf(before)) };
        changed[row.LinkId] = link;
        return row;
    }

    private LinkRow Appraised(LinkRow link, int? outboundLinks)
    {
        var known = link.Worth?.Facts ?? new WorthFacts();
        return link with { Worth = appraiser.Appraise(link, known with { OutboundLinks = outboundLinks ?? known.OutboundLinks }) };
    }

    /// <summary>A part that a clock left ahead would stand against every change until its time.</summary>
    private IncidentPart? PartOf(LinkRow link) =>
        link.Incident is { } part && part.At.IsAhead(now) ? part with { At = DateTimeOffset.MinValue } : link.Incident;

    private static LinkRow Apply(LinkRow link, LinkChange change) => change.Kind switch
    {
        ChangeKind.Unverifiable => link with { ChangedAt = change.At, Unverifiable = change.Reasons },
        ChangeKind.Verified => link with { ChangedAt = change.At, Unverifiable = [] },
        ChangeKind.Detail => link with { ChangedAt = change.At, Unverifiable = [], Detail = change.NewDetail ?? link.Detail },
        _ => link with
        {
            ChangedAt = change.At,
            Status = change.New,
            Reasons = change.Reasons,
            Evidence = change.Evidence,
            Since = change.Since,
            ConfirmedAt = change.New is null ? null : change.At,
            IsFast = change.IsFast,
            Unverifiable = [],
            Detail = change.NewDetail ?? link.Detail,
            Letter = link is { Status: Status.Lost, Letter.WonBackAt: null } && change.New is not (null or Status.Lost)
                ? link.Letter with { WonBackAt = change.At }
                : link.Letter,
        },
    };
}

/// <summary>What changes make of the targets as their owner lists them. An older change never overwrites a newer one.</summary>
internal sealed class TargetProjection(IReadOnlyDictionary<string, Stored<TargetRow>> stored, DateTimeOffset now)
{
    private readonly Dictionary<string, TargetRow> changed = [];

    public IEnumerable<RowWrite> Writes => changed.Values.SelectMany(target => TargetRow.Writes(stored[target.TargetId], target));

    /// <param name="row">The change.</param>
    /// <param name="page">What else is known of the page.</param>
    public void Apply(HistoryRow row, ChangeRow page)
    {
        var target = changed.GetValueOrDefault(row.LinkId) ?? stored[row.LinkId].Row;
        var since = target.LeftAt ?? target.AddedAt;
        if (row.Change.At >= since || since.IsAhead(now))
            target = target with { FirstReadAt = target.FirstReadAt ?? row.Change.At };
        changed[row.LinkId] = target.ChangedAt > row.Change.At && !target.ChangedAt.IsAhead(now)
            ? target
            : Apply(target, row.Change) with
            {
                Title = row.Title ?? target.Title,
                Topic = page.Topic ?? target.Topic,
                LinksTo = page.LinksTo ?? target.LinksTo,
            };
    }

    /// <summary>
    /// The change with how many links lead to the target; one of a muted target, or of one that none leads to, is history.
    /// </summary>
    public static HistoryRow AsListed(HistoryRow row, TargetRow target, DateTimeOffset now)
    {
        row = row with { FollowedLinks = target.FollowedLinks };
        var isMuted = target.IsMuted(now);
        return isMuted || target.Links == 0 ? row with { IsMuted = isMuted, Change = row.Change with { IsAlert = false } } : row;
    }

    private static TargetRow Apply(TargetRow target, LinkChange change) => change.Kind switch
    {
        ChangeKind.Unverifiable => target with { ChangedAt = change.At, Unverifiable = change.Reasons },
        ChangeKind.Verified => target with { ChangedAt = change.At, Unverifiable = [] },
        _ => target with
        {
            ChangedAt = change.At,
            Status = change.New,
            Reasons = change.Reasons,
            Evidence = change.Evidence,
            End = EndOf(target, change),
            Since = change.Since,
            ConfirmedAt = change.New is null ? null : change.At,
            Unverifiable = [],
        },
    };

    private static WebUrl? EndOf(TargetRow target, LinkChange change) =>
        change.New == Status.Lost && change.Reasons.Contains(Reason.PageRedirected)
            ? change.NewDetail is { Href: var href } && WebUrl.TryParse(href, out var end) ? end : target.End
            : null;
}

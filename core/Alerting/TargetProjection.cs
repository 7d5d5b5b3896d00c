using LinkWatch.Confirming;
using LinkWatch.Links;
using LinkWatch.Storage;
using LinkWatch.Topics;
using LinkWatch.Urls;

namespace LinkWatch.Alerting;

/// <summary>What changes make of the targets as their owner lists them. An older change never overwrites a newer one.</summary>
internal sealed class TargetProjection(IReadOnlyDictionary<string, Stored<TargetRow>> stored, DateTimeOffset now)
{
    private readonly Dictionary<string, TargetRow> changed = [];

    public IEnumerable<RowWrite> Writes => changed.Values.SelectMany(target => TargetRow.Writes(stored[target.TargetId], target));

    public void Apply(HistoryRow row, PageTopic? topic)
    {
        var target = changed.GetValueOrDefault(row.LinkId) ?? stored[row.LinkId].Row;
        var since = target.LeftAt ?? target.AddedAt;
        if (row.Change.At >= since || since.IsAhead(now))
            target = target with { FirstReadAt = target.FirstReadAt ?? row.Change.At };
        changed[row.LinkId] = target.ChangedAt > row.Change.At && !target.ChangedAt.IsAhead(now)
            ? target
            : Apply(target, row.Change) with { Title = row.Title ?? target.Title, Topic = topic ?? target.Topic };
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

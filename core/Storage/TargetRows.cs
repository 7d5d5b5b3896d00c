using System.Text.Json.Serialization;
using LinkWatch.Confirming;
using LinkWatch.Links;
using LinkWatch.Topics;
using LinkWatch.Urls;

namespace LinkWatch.Storage;

/// <summary>A page of the owner's own that backlinks lead to, and what was last reported about it.</summary>
public sealed record TargetRow : SiteRow
{
    /// <summary>Of a site; those that most links lead to come first.</summary>
    public const int MaxOfSite = 2000;

    /// <summary><see cref="Ids.Target"/>.</summary>
    public required string TargetId { get; init; }

    /// <summary>As the first link to it spelled it: that is visited.</summary>
    public required WebUrl Url { get; init; }

    public DateTimeOffset AddedAt { get; init; }

    /// <summary>Links that are to lead to it, lost ones left out, as the daily audit counted them; 0 once there is none left.</summary>
    public int Links { get; init; }

    /// <summary>Of those, the ones that search engines count.</summary>
    public int FollowedLinks { get; init; }

    /// <summary>When it was first read, whatever the reading said; null until then.</summary>
    public DateTimeOffset? FirstReadAt { get; init; }

    /// <summary>
    /// When it was last about to leave its page; null if it never was. A change of before that is moved late is no reading since.
    /// </summary>
    public DateTimeOffset? LeftAt { get; init; }

    /// <summary>Live, unindexed or lost; null while pending.</summary>
    public Status? Status { get; init; }

    public IReadOnlyList<Reason> Reasons { get; init; } = [];

    /// <summary>The redirects that were followed come first, a line each.</summary>
    public IReadOnlyList<string> Evidence { get; init; } = [];

    /// <summary>Where it leads to, if that is another page; as it was last read.</summary>
    public WebUrl? End { get; init; }

    public DateTimeOffset? Since { get; init; }

    public DateTimeOffset? ConfirmedAt { get; init; }

    /// <summary>The last change that is in this row: an older one does not overwrite it.</summary>
    public DateTimeOffset? ChangedAt { get; init; }

    /// <summary>Why it could not be read for days; empty otherwise.</summary>
    public IReadOnlyList<Reason> Unverifiable { get; init; } = [];

    public string? Title { get; init; }

    /// <summary>What it is about; null if that is not known.</summary>
    public PageTopic? Topic { get; init; }

    /// <summary>The other hosts that it links to, as in <see cref="Judging.KnownPage.LinksTo"/>.</summary>
    public string? LinksTo { get; init; }

    public LinkMute? Mute { get; init; }

    [JsonIgnore]
    public TargetStatus? State => TargetStatuses.Of(Status, Reasons);

    [JsonIgnore]
    public override string RowKey => Keys.Target(TargetId);

    /// <summary>Its place in the site's list of targets.</summary>
    [JsonIgnore]
    public string EntryKey => Keys.TargetEntry(State, FollowedLinks, TargetId);

    public bool IsMuted(DateTimeOffset now) => Mute is not null && !(Mute.Until <= now);

    /// <summary>What writes a target, together with its place in the list.</summary>
    /// <param name="before">As it is stored; null if it is new.</param>
    /// <param name="after">Null if it goes.</param>
    public static IReadOnlyList<RowWrite> Writes(Stored<TargetRow>? before, TargetRow? after)
    {
        RowWrite row = (before, after) switch
        {
            (null, { } added) => RowWrite.Insert(added),
            ({ } stored, { } changed) => RowWrite.Replace(changed, stored.Version),
            ({ } stored, null) => RowWrite.Delete(stored.Row.RowKey, stored.Version),
            _ => throw new InvalidOperationException("an edit of no target"),
        };
        var (old, now) = (before?.Row.EntryKey, after?.EntryKey);
        return
        [
            row,
            .. old is null || old == now ? Array.Empty<RowWrite>() : [RowWrite.Delete(old)],
            .. now is null || old == now ? Array.Empty<RowWrite>() : [RowWrite.Put(ListEntryRow.At(now))],
        ];
    }
}

/// <summary>A site's targets, the worst first, and of one status those that most followed links lead to.</summary>
public static class TargetListing
{
    /// <param name="sites">Where they are stored.</param>
    /// <param name="siteId">Whose.</param>
    /// <param name="only">Only those of this status; null for all.</param>
    /// <param name="after">The <see cref="TargetPage.Next"/> of the page before; null for the first.</param>
    /// <param name="max">How many at most.</param>
    /// <param name="cancellationToken">Stops.</param>
    public static async Task<TargetPage> ListAsync(
        this ISiteStore sites, string siteId, TargetStatus? only, string? after, int max, CancellationToken cancellationToken)
    {
        var prefix = only is null ? Keys.TargetListPrefix : Keys.TargetsOf(only);
        var entries = await sites.ListEntriesAsync(
            siteId, after is null ? prefix : Keys.After(after), Keys.EndOf(prefix), max, cancellationToken);
        var ids = entries.Select(Keys.ListedLink).ToList();
        var rows = (await sites.FindTargetsAsync(siteId, ids, cancellationToken)).ToDictionary(row => row.Row.TargetId, row => row.Row);
        return new TargetPage(
            [.. ids.Select(id => rows.GetValueOrDefault(id)).OfType<TargetRow>()], entries.Count < max ? null : entries[^1]);
    }

    public static async Task<TargetRow?> FindTargetAsync(
        this ISiteStore sites, string siteId, string targetId, CancellationToken cancellationToken) =>
        await sites.FindTargetsAsync(siteId, [targetId], cancellationToken) is [{ Row: var target }] ? target : null;
}

/// <param name="Targets">In their order.</param>
/// <param name="Next">What the next page is asked for with; null at the end.</param>
public sealed record TargetPage(IReadOnlyList<TargetRow> Targets, string? Next);

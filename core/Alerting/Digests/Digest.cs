using System.Collections;
using LinkWatch.Alerting.Unsubscribing;
using LinkWatch.Confirming;
using LinkWatch.Links;
using LinkWatch.Spikes;
using LinkWatch.Storage;

namespace LinkWatch.Alerting.Digests;

/// <summary>The content of a digest.</summary>
public sealed record Digest
{
    /// <summary>What changed, link by link.</summary>
    public DigestChanges Changes { get; init; } = [];

    public IReadOnlyList<IncidentNewsRow> Incidents { get; init; } = [];

    /// <summary>By an incident's id and the round of it that ended: some of its links that did not return.</summary>
    public IReadOnlyDictionary<(string Incident, int Round), IReadOnlyList<LinkRow>> Missing { get; init; } =
        new Dictionary<(string Incident, int Round), IReadOnlyList<LinkRow>>();

    public IReadOnlyList<SpikeNews> Spikes { get; init; } = [];

    /// <summary>News of contracts, and those that the changes break.</summary>
    public DigestContracts Contracts { get; init; } = new();

    /// <summary>Whom the owner noted for a lost link, by link id.</summary>
    public IReadOnlyDictionary<string, string> Contacts { get; init; } = new Dictionary<string, string>(StringComparer.Ordinal);

    /// <summary>Ids of the lost links that were the last of their referring domain.</summary>
    public IReadOnlySet<string> LastOfDomain { get; init; } = new HashSet<string>();

    /// <summary>Makes the address that mutes a link; null if the HTTP API cannot be reached from outside.</summary>
    public UnsubscribeLinks? Links { get; init; }

    /// <summary>Where the dashboard shows it; null if it cannot be reached from outside.</summary>
    public DashboardLinks? Dashboard { get; init; }

    /// <summary>How much was verified, as counted on each of the last days, the latest first; empty if nothing was counted yet.</summary>
    public IReadOnlyList<CoverageRow> Coverage { get; init; } = [];

    /// <summary>The first of the lost links about which a letter is due to be followed up.</summary>
    public IReadOnlyList<LinkRow> FollowUps { get; init; } = [];

    /// <summary>How many there are.</summary>
    public int FollowUpCount { get; init; }

    /// <summary>Earlier alerts that could not be delivered.</summary>
    public IReadOnlyList<DeliveryRow> Undelivered { get; init; } = [];

    /// <summary>Links that nobody listed, found and tracked since the last mail; null if there are none.</summary>
    public DiscoveredLinks? Discovered { get; init; }

    /// <summary>What links lost and gained in worth, one by one and all at once.</summary>
    internal WorthTally Worth => Incidents.Aggregate(Changes.Worth, (sum, news) => sum + news.Notified.Worth);

    /// <summary>Whether any of it was confirmed fast, for trying out.</summary>
    public bool IsFast =>
        Changes.IsAnyFast || Incidents.Any(news => news.Notified.Samples.Any(sample => sample.Change.IsFast));

    /// <summary>The number of links and spikes in it.</summary>
    public int Members =>
        Changes.Count + Incidents.Sum(news => news.IsBack ? news.Notified.Returned : news.Notified.Untold) + Spikes.Count + Contracts.News;
}

/// <summary>
/// The changes in a digest, by what they mean: all are counted, and the first of each kind are kept to be listed,
/// so memory does not grow with their number.
/// </summary>
public sealed class DigestChanges : IEnumerable<HistoryRow>
{
    private readonly IReadOnlyList<DigestGroup> groups =
    [
        new(Tone.Lost, "gone", "Target pages gone",
            "Links lead to these pages of yours, and they are not there any more: what the links were worth is lost with them.",
            TargetEvent.TargetGone),
        new(Tone.Unindexed, "not indexable", "Target pages that cannot be indexed",
            "Links lead to these pages of yours, and search engines may not index them.", TargetEvent.TargetUnindexed),
        new(Tone.Changed, "redirected", "Target pages that lead elsewhere",
            "Links lead to these pages of yours, and they now lead on to another.", TargetEvent.TargetRedirected),
        new(Tone.Back, "back", "Target pages back", "Good news: these pages answer again and may be indexed.", TargetEvent.TargetBack),
        new(Tone.Lost, "lost", "Lost", "Confirmed by several readings of complete pages: these links are no longer there.",
            change => change is { Kind: ChangeKind.State, New: Status.Lost }),
        new(Tone.Nofollow, "turned nofollow", "Now nofollow", "Still there, but search engines usually ignore nofollow links.",
            change => change is { Kind: ChangeKind.State, New: Status.Nofollow }),
        new(Tone.Unindexed, "cannot be indexed", "On pages that cannot be indexed",
            "Still there, but on pages that search engines may not index.",
            change => change is { Kind: ChangeKind.State, New: Status.Unindexed }),
        new(Tone.Back, "back", "Back", "Good news: these links were seen again.", change => change.Kind == ChangeKind.Back),
        new(Tone.Unchecked, "couldn't be checked", "Couldn't be checked",
            "Not lost: we haven't been able to read these pages for days. We'll keep trying.",
            change => change.Kind == ChangeKind.Unverifiable),
        new(Tone.Changed, "changed in detail", "Changed in detail", "Still there and counted; something about the link changed.",
            change => change.Kind == ChangeKind.Detail),
    ];

    /// <summary>The listed changes of a link: few, and gone with the last of them.</summary>
    private readonly Dictionary<string, List<ListedChange>> byLink = new(StringComparer.Ordinal);

    /// <summary>How many there are, those that belong to no group included.</summary>
    public int Count { get; private set; }

    /// <summary>Whether any of them was confirmed fast, for trying out.</summary>
    public bool IsAnyFast { get; private set; }

    /// <summary>What all of them lost and gained in worth.</summary>
    internal WorthTally Worth { get; private set; }

    /// <summary>Those with something to report.</summary>
    internal IEnumerable<DigestGroup> Groups => groups.Where(group => group.Count > 0);

    /// <summary>In the order of a link's changes, or what became of it later is known only of what is listed.</summary>
    public void Add(HistoryRow row)
    {
        Count++;
        IsAnyFast |= row.Change.IsFast;
        Worth = Worth.With(row.Worth);
        var ofLink = byLink.GetValueOrDefault(row.LinkId, []);
        foreach (var other in ofLink) other.Compare(row.Change);
        if (groups.FirstOrDefault(group => group.Holds(row)) is not { } group) return;
        var change = new ListedChange(row, Count);
        foreach (var other in ofLink) change.Compare(other.Row.Change);
        ofLink.Add(change);
        byLink[row.LinkId] = ofLink;
        if (group.Add(change) is { } dropped) Forget(dropped);
    }

    /// <summary>An incident whose links are reported one by one. What other links of it lost or gained counts, too.</summary>
    public void Add(IncidentRow few)
    {
        foreach (var sample in few.Samples) Add(sample);
        Worth += few.Samples.Aggregate(few.Worth, (rest, sample) => rest.Without(sample.Worth));
    }

    private void Forget(ListedChange change)
    {
        var ofLink = byLink[change.Row.LinkId];
        ofLink.Remove(change);
        if (ofLink.Count == 0) byLink.Remove(change.Row.LinkId);
    }

    /// <summary>Those to be listed.</summary>
    public IEnumerator<HistoryRow> GetEnumerator() => Listed.Select(change => change.Row).GetEnumerator();

    /// <summary>The same with what became of their links later.</summary>
    internal IEnumerable<ListedChange> Listed => groups.SelectMany(group => group.Listed);

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();
}

/// <summary>Changes of one kind in a digest.</summary>
/// <param name="Tone">Of what kind.</param>
/// <param name="Short">What they are, for the subject.</param>
/// <param name="Title">Their heading.</param>
/// <param name="Meaning">What it means, in a sentence.</param>
/// <param name="OfLinks">Which changes of links these are; null for targets.</param>
internal sealed record DigestGroup(Tone Tone, string Short, string Title, string Meaning, Func<LinkChange, bool>? OfLinks)
{
    private readonly TargetEvent? ofTargets;

    /// <summary>What happened to targets.</summary>
    public DigestGroup(Tone tone, string words, string title, string meaning, TargetEvent ofTargets)
        : this(tone, words, title, meaning, OfLinks: null) => this.ofTargets = ofTargets;

    public bool IsOfTargets => ofTargets is not null;

    /// <summary>"12 lost"; "2 target pages gone".</summary>
    public string Gist => IsOfTargets ? $"{Counted.Of(Count, "target page")} {Short}" : $"{Count} {Short}";

    /// <summary>What they are called at the top of a mail.</summary>
    public string Words => IsOfTargets ? $"{(Count == 1 ? "target" : "targets")} {Short}" : DigestNews.WordsOf(Tone);

    public bool Holds(HistoryRow row) =>
        row.IsOfTarget == IsOfTargets && (OfLinks?.Invoke(row.Change) ?? TargetNews.Of(row.Change) == ofTargets);

    /// <summary>More items of one kind than this are counted, not listed: they are in the history.</summary>
    public const int MaxListed = 500;

    private readonly SortedSet<ListedChange> listed = new(WorthOrder.Default);

    public int Count { get; private set; }

    public IReadOnlyCollection<ListedChange> Listed => listed;

    /// <summary>Returns the one that had to make room, or null.</summary>
    public ListedChange? Add(ListedChange change)
    {
        Count++;
        listed.Add(change);
        if (listed.Count <= MaxListed) return null;
        var last = listed.Max!;
        listed.Remove(last);
        return last;
    }
}

/// <summary>A change to be listed.</summary>
internal sealed class ListedChange(HistoryRow row, int order)
{
    public HistoryRow Row => row;

    public decimal Cost { get; } = NotedCost.Of(row.Cost);

    /// <summary>Its place among all that came.</summary>
    public int Order => order;

    /// <summary>The last change of the link, if it came after this one.</summary>
    public LinkChange? Later { get; private set; }

    public void Compare(LinkChange other)
    {
        if (other.At > row.Change.At && !(Later?.At >= other.At)) Later = other;
    }
}

using LinkWatch.Links;

namespace LinkWatch.Simulation;

/// <summary>
/// Compares what was stored and mailed with the script. It shares no code with the pipeline and trusts nothing but what it stored and
/// when; docs/simulation.md defines each figure.
/// </summary>
internal sealed class Referee
{
    private const string State = "state";
    private const string Back = "back";
    private const string Unverifiable = "unverifiable";
    private static readonly TimeSpan TwoCadences = TimeSpan.FromDays(2);

    /// <summary>A change based on a reading planned longer ago than this is outdated.</summary>
    private static readonly TimeSpan Stale = TimeSpan.FromDays(1);

    private readonly World world;
    private readonly RunRecord record;
    private readonly ILookup<WorldLink, StoredChange> stored;
    private readonly NotificationLedger notifications;
    private readonly RefereeFindings findings;
    private readonly IReadOnlyList<WorldLink> judged;

    public Referee(World world, RunRecord record)
    {
        (this.world, this.record) = (world, record);
        judged = [.. world.Links, .. world.Targets];
        var links = judged.ToDictionary(link => (link.Site.Id, link.Page.Url.Href, link.Target.Href));
        stored = record.Stored.OrderBy(change => change.StoredAt).ToLookup(change => links[(change.SiteId, change.Source, change.Target)]);
        notifications = new NotificationLedger(record);
        findings = new RefereeFindings(world);
    }

    public SimulationFigures Judge()
    {
        var changing = judged.Where(link => link is { Page: { IsRotating: false, IsAlwaysWatched: true }, Truth: not null }).ToList();
        var fates = changing.Select(link => FateOf(link, link.Truth!)).ToList();
        foreach (var (link, change) in Alerts().Where(alert => IsFalse(alert.Link, alert.Change))) findings.Add("false", link, change);
        foreach (var (link, change) in Alerts().Where(alert => notifications.IsLost(alert.Change))) findings.Add("lost", link, change);
        foreach (var notice in notifications.Repeated.Concat(notifications.Unfounded))
            findings.Add("reported twice, or without a change", notice);
        if (record.Unmoved > 0) findings.Add("not moved to their sites", $"{record.Unmoved}");
        foreach (var edit in record.LostEdits) findings.Add("edit lost", edit);
        var restatements = judged.Sum(Restatements);
        return new SimulationFigures
        {
            TrueChanges = changing.Count,
            DueChanges = fates.Sum(fate => fate.Due),
            FalseAlerts = Alerts().Count(alert => IsFalse(alert.Link, alert.Change)) + notifications.Unfounded.Count,
            MissedChanges = fates.Sum(fate => fate.Missed),
            Targets = new TargetFigures(
                world.Targets.Count,
                world.Targets.Count(target => target.Truth is not null),
                changing.Zip(fates).Where(pair => IsTarget(pair.First)).Sum(pair => pair.Second.Due),
                Alerts().Count(alert => IsTarget(alert.Link)),
                Alerts().Count(alert => IsTarget(alert.Link) && IsFalse(alert.Link, alert.Change)),
                changing.Zip(fates).Where(pair => IsTarget(pair.First)).Sum(pair => pair.Second.Missed)),
            Losses = new LossFigures(
                fates.Count(fate => fate.IsLossForGood), fates.Count(fate => fate is { IsLossForGood: true, Missed: 0 })),
            LostAlerts = Alerts().Count(alert => notifications.IsLost(alert.Change)) + record.Unmoved,
            LostEdits = record.LostEdits.Count,
            DuplicateAlerts = notifications.Repeated.Count + restatements,
            ExcusedDuplicates = notifications.Excused,
            Rotating = Rotating(),
            Detected = [.. fates.Where(fate => fate.HoursToStored is not null).Select(fate => (fate.Change, fate.HoursToStored!.Value))],
            MailHours = Quantiles.Of(Alerts().Where(alert => alert.Change.Kind == State)
                .Select(alert => notifications.FirstOf(alert.Change) - alert.Change.StoredAt)
                .OfType<TimeSpan>()
                .Select(wait => wait.TotalHours)),
            IntactDays = (int)world.Links.Where(link => !link.Page.IsRotating).Sum(IntactDays),
            Findings = findings.All,
        };
    }

    private static bool IsTarget(WorldLink link) => link.Page.Url.Equals(link.Target);

    private IEnumerable<(WorldLink Link, StoredChange Change)> Alerts() =>
        stored.SelectMany(changes => changes.Where(change => change.IsAlert).Select(change => (changes.Key, change)));

    private bool IsFalse(WorldLink link, StoredChange change) => !IsTrue(link, change) && !IsRotatingLoss(link, change);

    private bool IsRotatingLoss(WorldLink link, StoredChange change) =>
        link.Page.IsRotating && change is { Kind: State, New: Status.Lost } && !IsTrue(link, change);

    /// <summary>Whether it was true at the deciding reading: at any time between its planned time and the storing.</summary>
    private bool IsTrue(WorldLink link, StoredChange change)
    {
        if (change.StoredAt < change.At || change.StoredAt - change.At > Stale) return false;
        return change.Kind switch
        {
            State => Truth.Was(link, change.New!.Value, change.At, change.StoredAt),
            Back => Truth.WasBetterThan(link, change.Old!.Value, change.At, change.StoredAt),
            Unverifiable => Truth.WasHidden(world, link, change.From, change.StoredAt),
            _ => false,
        };
    }

    /// <summary>For a true change and its return: whether they called for an alert, and whether it came.</summary>
    private Fate FateOf(WorldLink link, TrueDegradation turn)
    {
        var listed = ListedAt(link, turn.From);
        var until = turn.To < listed.To ? turn.To.Value : listed.To;
        var status = ChangeTraits.Of(turn.Change).Status;
        var first = stored[link].FirstOrDefault(change => change.Kind == State && change.New == status && IsTrue(link, change));
        var isDue = Truth.Clear(world, link, listed.From, turn.From) >= TwoCadences
            && Truth.LongestClear(world, link, turn.From, until) >= Truth.WindowOf(world, link, turn, until) + TwoCadences;
        var isMissed = isDue && (first is null || notifications.FirstOf(first) is null);
        if (isMissed) findings.Add("missed", link, first);

        var isReturnDue = first is not null && first.StoredAt < listed.To
            && turn.To is { } back && back < listed.To && Truth.Clear(world, link, back, listed.To) >= TwoCadences;
        var isReturnMissed = isReturnDue && !stored[link].Any(change =>
            change.Kind == Back && change.StoredAt >= first!.StoredAt && notifications.FirstOf(change) is not null);
        if (isReturnMissed) findings.Add("return missed", link, first);
        return new Fate
        {
            Change = turn.Change.Name(),
            Due = (isDue ? 1 : 0) + (isReturnDue ? 1 : 0),
            Missed = (isMissed ? 1 : 0) + (isReturnMissed ? 1 : 0),
            IsLossForGood = isDue && status == Status.Lost && turn.To is null,
            HoursToStored = first is null ? null : (first.StoredAt - turn.From).TotalHours,
        };
    }

    /// <summary>From when until when a link was on its owner's list around a time; empty while it was not.</summary>
    private (DateTimeOffset From, DateTimeOffset To) ListedAt(WorldLink link, DateTimeOffset at) =>
        record.Gaps.GetValueOrDefault(link) is not { } gap ? (world.Start, world.End)
        : at < gap.From ? (world.Start, gap.From)
        : at < gap.To ? (at, at)
        : (gap.To, world.End);

    private RotatingFigures Rotating()
    {
        var reported = Alerts().Where(alert => IsRotatingLoss(alert.Link, alert.Change)).ToList();
        return new RotatingFigures(
            world.Links.Count(link => link.Page.IsRotating), reported.Count, reported.Select(alert => alert.Link).Distinct().Count());
    }

    /// <summary>
    /// Counts reports of a state that was already reported, with no better state reported in between, and the link listed throughout.
    /// </summary>
    private int Restatements(WorldLink link)
    {
        var (reported, before, count) = ((Status?)null, world.Start, 0);
        foreach (var change in stored[link].Where(change => change.Kind == Back || change is { Kind: State, IsAlert: true }))
        {
            if (record.Gaps.GetValueOrDefault(link) is { } gap && before < gap.To && gap.From < change.StoredAt) reported = null;
            if (change.Kind == State && change.New == reported)
            {
                count++;
                findings.Add("reported again", link, change);
            }

            (reported, before) = (change.Kind == State ? change.New : null, change.StoredAt);
        }

        return count;
    }

    private double IntactDays(WorldLink link)
    {
        var whole = (world.End - world.Start).TotalDays;
        return link.Truth is not { } turn ? whole : whole - ((turn.To < world.End ? turn.To.Value : world.End) - turn.From).TotalDays;
    }

    private sealed record Fate
    {
        public required string Change { get; init; }

        public required int Due { get; init; }

        public required int Missed { get; init; }

        public required bool IsLossForGood { get; init; }

        public required double? HoursToStored { get; init; }
    }
}

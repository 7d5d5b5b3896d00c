using LinkWatch.Links;

namespace LinkWatch.Local.Simulating;

/// <summary>Holds what came of a run against the script. Shares no code with what is under test; docs/simulation.md defines each figure.</summary>
internal sealed class Referee(World world, RunRecord record)
{
    private const string State = "state";
    private const string Back = "back";
    private static readonly TimeSpan TwoCadences = TimeSpan.FromDays(2);

    private readonly Dictionary<(string, string, string), WorldLink> links = world.Links.ToDictionary(link => (link.Site.Id, link.Page.Url.Href, link.Target.Href));
    private readonly ILookup<FactKey, ToldChange> told = record.Told.ToLookup(change => change.Key);
    private readonly Findings findings = new(world);

    public SimulationFigures Judge()
    {
        var worse = record.Stored.Where(change => change is { IsAlert: true, Key.Kind: State }).ToList();
        var rotating = worse.Where(change => change.New == Status.Lost && LinkOf(change).Page.IsRotating).ToList();
        var falsehoods = worse.Where(change => !LinkOf(change).Page.IsRotating && !IsTrue(change)).ToList();
        foreach (var change in falsehoods) findings.Add("false", LinkOf(change), change);

        var detected = new List<(string Reason, double Hours)>();
        var missed = world.Links.Where(link => !link.Page.IsRotating && link.Truth is not null).Sum(link => Missed(link, link.Truth!, detected));
        return new SimulationFigures
        {
            TrueChanges = world.Links.Count(link => link.Truth is not null && !link.Page.IsRotating),
            FalseAlerts = falsehoods.Count,
            MissedChanges = missed,
            LostAlerts = LostAlerts(),
            DuplicateAlerts = Repeats() + Restatements(worse),
            Rotating = new RotatingFigures(
                world.Links.Count(link => link.Page.IsRotating), rotating.Count, rotating.Select(LinkOf).Distinct().Count()),
            DetectionHours = Quantiles.ByReason(detected),
            MailHours = Quantiles.Of(worse.SelectMany(change => told[change.Key].Take(1).Select(mail => (mail.At - change.StoredAt).TotalHours))),
            IntactDays = (int)world.Links.Where(link => !link.Page.IsRotating).Sum(IntactDays),
            Findings = findings.All,
        };
    }

    private bool IsTrue(StoredChange change) => Truth.Was(LinkOf(change), change.New!.Value, change.Since, change.Key.At);

    /// <summary>How much of a link's true change, and of its way back, was never told although there was time: 0 to 2.</summary>
    private int Missed(WorldLink link, Turn turn, List<(string, double)> detected)
    {
        var until = turn.To < world.End ? turn.To.Value : world.End;
        var status = ChangeTraits.Of(turn.Change).Status;
        var first = record.Stored.Where(change => LinkOf(change) == link && change.Key.Kind == State && change.New == status && IsTrue(change))
            .MinBy(change => change.Key.At);
        if (first is not null) detected.Add((turn.Change.Name(), (first.StoredAt - turn.From).TotalHours));

        var isDue = Truth.Clear(world, link, world.Start, turn.From) >= TwoCadences
            && Truth.Clear(world, link, turn.From, until) >= Truth.WindowOf(link, turn, until) + TwoCadences;
        var isMissed = isDue && (first is null || !told[first.Key].Any());
        if (isMissed) findings.Add("missed", link, first);
        return (isMissed ? 1 : 0) + (first is not null && turn.To is { } back && IsReturnMissed(link, back, first) ? 1 : 0);
    }

    private bool IsReturnMissed(WorldLink link, DateTimeOffset back, StoredChange lost)
    {
        if (Truth.Clear(world, link, back, world.End) < TwoCadences) return false;
        var isTold = record.Stored.Any(change => LinkOf(change) == link && change.Key.Kind == Back && change.Key.At >= lost.Key.At && told[change.Key].Any());
        if (!isTold) findings.Add("return missed", link, lost);
        return !isTold;
    }

    /// <summary>Changes that were to be told, and in no accepted mail.</summary>
    private int LostAlerts()
    {
        var lost = record.Stored.Where(change => change.IsAlert && !told[change.Key].Any()).ToList();
        foreach (var change in lost) findings.Add("lost", LinkOf(change), change);
        return lost.Count + record.Unmoved;
    }

    /// <summary>Changes in more accepted mails than one, but for mails that a crash kept from being marked.</summary>
    private int Repeats()
    {
        var excused = record.Unmarked.CountBy(alert => alert).ToDictionary();
        var repeats = 0;
        foreach (var change in told)
        {
            var times = change.Count() - 1 - change.Select(mail => mail.Alert).Distinct().Sum(alert => excused.GetValueOrDefault(alert));
            if (times <= 0) continue;
            repeats += times;
            findings.Add("told twice", links[(change.Key.SiteId, change.Key.Source, change.Key.Target)], null);
        }

        return repeats;
    }

    /// <summary>Told the same again, under another change, with nothing better told in between.</summary>
    private int Restatements(List<StoredChange> worse)
    {
        var returns = record.Stored.Where(change => change.Key.Kind == Back).ToLookup(LinkOf);
        return worse.GroupBy(LinkOf).Sum(changes => changes.OrderBy(change => change.Key.At).ToList() is var inOrder
            ? inOrder.Zip(inOrder.Skip(1)).Count(pair => pair.First.New == pair.Second.New
                && !returns[changes.Key].Any(back => back.Key.At > pair.First.Key.At && back.Key.At < pair.Second.Key.At))
            : 0);
    }

    private double IntactDays(WorldLink link)
    {
        var whole = (world.End - world.Start).TotalDays;
        return link.Truth is not { } turn ? whole : whole - ((turn.To < world.End ? turn.To.Value : world.End) - turn.From).TotalDays;
    }

    private WorldLink LinkOf(StoredChange change) => links[(change.Key.SiteId, change.Key.Source, change.Key.Target)];
}

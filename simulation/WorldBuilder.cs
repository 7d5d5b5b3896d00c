using LinkWatch.Links;
using LinkWatch.Urls;

namespace LinkWatch.Simulation;

/// <summary>Builds a world from a profile and a seed alone.</summary>
internal sealed class WorldBuilder(FaultProfile profile, int days, int links, long seed)
{
    /// <summary>A Monday. Fixed, because <c>simulate</c> shows no wall-clock values.</summary>
    private static readonly DateTimeOffset Start = new(2026, 1, 5, 0, 0, 0, TimeSpan.Zero);

    private static readonly IReadOnlyList<Site> Sites =
    [
        new()
        {
            Id = "teashop",
            Domains = ["teashop.example"],
            Owners = ["tea@teashop.example"],
            Channels = [RecordingChannel.ChannelName],
            AlertPace = AlertPace.Immediate
        },
        new() { Id = "bikes", Domains = ["bikes.example"], Owners = ["bikes@bikes.example"], Channels = [RecordingChannel.ChannelName] },
        new()
        {
            Id = "quiet",
            Domains = ["quiet.example"],
            Owners = ["quiet@quiet.example"],
            Channels = [RecordingChannel.ChannelName],
            QuietHours = new QuietHours(new TimeOnly(21, 0), new TimeOnly(7, 0)),
        },
    ];

    /// <summary>For how long a link may be off its owner's list.</summary>
    private static readonly TimeSpan MaxAway = TimeSpan.FromDays(3);

    private static readonly string[] TargetPaths = ["/", "/guide", "/shop/item-"];

    private const int Items = 40;

    private readonly DateTimeOffset end = Start.AddDays(days);

    private enum Topic
    {
        Hosts,
        Sizes,
        Pages,
        Links,
        Turns,
        Faults,
        Crashes,
        Interruptions,
        Edits,
        Removals,
    }

    public World Build()
    {
        var hosts = new List<WorldHost>();
        var sizes = new Dice(seed, (int)Topic.Sizes);
        for (int left = links, pages = 0; left > 0;)
        {
            var host = Host(hosts.Count, Math.Min(left, SizeOf(ref sizes)), ref pages);
            hosts.Add(host);
            left -= host.Pages.Sum(page => page.Links.Count);
        }

        var timelines = new Timelines(profile, Start, end, seed, (int)Topic.Faults);
        foreach (var host in hosts)
        {
            DrawTurns(host);
            timelines.Draw(host);
        }

        var all = hosts.SelectMany(host => host.Pages).SelectMany(page => page.Links).ToList();
        var edits = Edits(all);
        var targets = new TargetHosts(all, edits).Build();
        foreach (var host in targets)
        {
            DrawTurns(host);
            TargetHosts.KeepObservable(host);
            timelines.Draw(host);
            TargetHosts.KeepRecognisable(host);
        }

        return new World
        {
            Start = Start,
            End = end,
            Sites = Sites,
            Hosts = hosts.ToDictionary(host => host.Name, StringComparer.Ordinal),
            Ourselves = timelines.OfOurs(),
            Crashes = Moments(Topic.Crashes, profile.Ourselves.CrashesPerDay),
            Interruptions = Moments(Topic.Interruptions, profile.Ourselves.InterruptionsPerDay),
            TargetHosts = targets.ToDictionary(host => host.Name, StringComparer.Ordinal),
            Edits = edits,
        };
    }

    /// <summary>Most hosts have one or two links, a few have dozens.</summary>
    private static int SizeOf(ref Dice dice) => dice.Roll() switch
    {
        < 0.5 => 1,
        < 0.8 => 2 + dice.Below(3),
        < 0.96 => 5 + dice.Below(11),
        _ => 30 + dice.Below(51),
    };

    private WorldHost Host(int number, int size, ref int pages)
    {
        var dice = new Dice(seed, (int)Topic.Hosts, number);
        var host = new WorldHost(number) { SendsValidators = dice.Chance(profile.Web.Validators), HasRobots = dice.Chance(0.7) };
        for (var left = size; left > 0;)
        {
            var page = Page(host, pages++, left);
            host.Pages.Add(page);
            left -= page.Links.Count;
        }

        return host;
    }

    private WorldPage Page(WorldHost host, int number, int max)
    {
        var dice = new Dice(seed, (int)Topic.Pages, number);
        var (isRotating, changesBytes) = (dice.Chance(profile.Web.Rotating), dice.Chance(profile.Web.ChangingBytes));
        var isCopy = dice.Chance(profile.Web.Canonicals) && !isRotating;
        var page = new WorldPage(host, number)
        {
            IsRotating = isRotating,
            ChangesBytes = changesBytes,
            Canonical = isCopy ? WebUrl.Parse(FormattableString.Invariant($"https://p{number}.{host.Name}/post/{number}")) : null,
            Tongue = dice.Chance(profile.Web.Undeclared) ? Tongue.All[dice.Below(Tongue.All.Count)] : null,
        };
        var count = Math.Min(max, dice.Chance(0.7) ? 1 : 2 + dice.Below(2));
        var (site, path) = (dice.Below(Sites.Count), dice.Below(TargetPaths.Length));
        for (var i = 0; i < count; i++)
        {
            var owner = Sites[(site + i) % Sites.Count];
            page.Links.Add(new WorldLink(page, owner, $"https://{owner.Domains[0]}{page.Tongue?.Path ?? PathOf(path, number)}"));
        }

        return page;
    }

    /// <summary>The last of the paths is a different page for most links.</summary>
    private static string PathOf(int path, int number) =>
        TargetPaths[path] + (path == TargetPaths.Length - 1 ? FormattableString.Invariant($"{number % Items}") : "");

    /// <summary>At most one true change per link, so that its true status is never ambiguous.</summary>
    private void DrawTurns(WorldHost host)
    {
        host.Turn = Draw(host.Number, traits => traits.IsOfHost);
        if (host.Turn is not null) return;
        foreach (var page in host.Pages.Where(page => !page.IsRotating))
        {
            page.Turn = Draw(page.Number, traits => traits is { IsOfPage: true, IsOfHost: false });
            if (page.Turn is not null) continue;
            for (var i = 0; i < page.Links.Count; i++) page.Links[i].Turn = Draw(page.Number, traits => !traits.IsOfPage, i);
        }
    }

    private TrueDegradation? Draw(int number, Func<ChangeTraits, bool> fits, int link = 0)
    {
        var turns = profile.Changes.Where(change => fits(ChangeTraits.Of(change.Key)))
            .Select(change => Draw(change.Key, change.Value, number, link));
        return turns.OfType<TrueDegradation>().MinBy(turn => turn.From);
    }

    private TrueDegradation? Draw(TrueChange change, ChangeRate rate, int number, int link)
    {
        if (rate.PerDay <= 0) return null;
        var dice = new Dice(seed, (int)Topic.Turns, (int)change, number, link);
        var from = Start + dice.Wait(rate.PerDay);
        if (from >= end) return null;
        var back = dice.Chance(rate.BackShare)
            ? from + TimeSpan.FromDays(dice.Between(rate.BackDays[0], rate.BackDays[1]))
            : (DateTimeOffset?)null;
        return new TrueDegradation(change, from, back, dice.Below(100));
    }

    private List<DateTimeOffset> Moments(Topic topic, double perDay)
    {
        var moments = new List<DateTimeOffset>();
        if (perDay <= 0) return moments;
        var dice = new Dice(seed, (int)topic);
        for (var at = Start + dice.Wait(perDay); at < end; at += dice.Wait(perDay)) moments.Add(at);
        return moments;
    }

    private List<OwnerEdit> Edits(IReadOnlyList<WorldLink> all)
    {
        EditKind[] kinds = [EditKind.Import, EditKind.Describe, EditKind.Describe, EditKind.Settings];
        var dice = new Dice(seed, (int)Topic.Edits, 1);
        var edits = Moments(Topic.Edits, profile.Owners.PerDay)
            .Select(at => new OwnerEdit(at, kinds[dice.Below(kinds.Length)], all[dice.Below(all.Count)], dice.Below(1000))).ToList();
        var removals = new Dice(seed, (int)Topic.Removals);
        foreach (var link in all)
        {
            if (!removals.Chance(profile.Owners.Removed)) continue;
            var from = Start.AddDays(removals.Between(0, days));
            var to = from + MaxAway * removals.Roll();
            if (to < end) edits.AddRange([new(from, EditKind.Remove, link, 0), new(to, EditKind.Return, link, 0)]);
        }

        return [.. edits.OrderBy(edit => edit.At)];
    }
}

using LinkWatch.Links;
using LinkWatch.Urls;

namespace LinkWatch.Simulation;

/// <summary>The script: all that exists and happens in the simulated web, fixed before the run begins.</summary>
internal sealed record World
{
    public required DateTimeOffset Start { get; init; }

    public required DateTimeOffset End { get; init; }

    public required IReadOnlyList<Site> Sites { get; init; }

    /// <summary>The hosts, by name.</summary>
    public required IReadOnlyDictionary<string, WorldHost> Hosts { get; init; }

    /// <summary>The owners' own hosts, by name: links lead to their pages.</summary>
    public IReadOnlyDictionary<string, WorldHost> TargetHosts { get; init; } = new Dictionary<string, WorldHost>();

    /// <summary>Our own faults: network outages and deployments.</summary>
    public required Timeline Ourselves { get; init; }

    /// <summary>When our process is killed, in order.</summary>
    public required IReadOnlyList<DateTimeOffset> Crashes { get; init; }

    /// <summary>When our process is interrupted (Ctrl+C), in order.</summary>
    public IReadOnlyList<DateTimeOffset> Interruptions { get; init; } = [];

    /// <summary>What the owners do meanwhile, in order.</summary>
    public IReadOnlyList<OwnerEdit> Edits { get; init; } = [];

    public IEnumerable<WorldPage> Pages => Hosts.Values.SelectMany(host => host.Pages);

    public IEnumerable<WorldLink> Links => Pages.SelectMany(page => page.Links);

    /// <summary>The pages that links lead to.</summary>
    public IEnumerable<WorldPage> TargetPages => TargetHosts.Values.SelectMany(host => host.Pages);

    /// <summary>The same as their owners watch them: each as a link from the page to itself.</summary>
    public IReadOnlyList<WorldLink> Targets => targets ??=
    [
        .. Sites.SelectMany(site => TargetHosts.GetValueOrDefault(site.Domains[0])?.Pages
            .Select(page => new WorldLink(page, site, page.Url.Href)) ?? [])
    ];

    private IReadOnlyList<WorldLink>? targets;
}

/// <summary>A host, its properties and what happens to it.</summary>
/// <param name="number">Unique in the world.</param>
/// <param name="name">Null for one made of the number.</param>
internal sealed class WorldHost(int number, string? name = null)
{
    public int Number => number;

    public string Name { get; } = name ?? FormattableString.Invariant($"host{number:d4}.example");

    public List<WorldPage> Pages { get; } = [];

    public bool SendsValidators { get; init; }

    /// <summary>Whether it has a robots.txt, which allows everybody.</summary>
    public bool HasRobots { get; init; }

    public Timeline Faults { get; set; } = Timeline.Empty;

    public TrueDegradation? Turn { get; set; }
}

/// <summary>A page with its links.</summary>
/// <param name="host">Where it is.</param>
/// <param name="number">Unique in the world.</param>
/// <param name="path">Null for one made of the number.</param>
internal sealed class WorldPage(WorldHost host, int number, string? path = null)
{
    public WorldHost Host => host;

    /// <summary>Unique in the world.</summary>
    public int Number => number;

    public WebUrl Url { get; } = WebUrl.Parse(
        $"https://{host.Name}{path ?? FormattableString.Invariant($"/post/{number}")}");

    public List<WorldLink> Links { get; } = [];

    /// <summary>Whether it shows its links in some answers only.</summary>
    public bool IsRotating { get; init; }

    public bool ChangesBytes { get; init; }

    /// <summary>
    /// Of a page that links lead to: whether one of them stays as it is, and on its owner's list. A page that no link leads to for a while
    /// is not watched then, and that it changed is no news.
    /// </summary>
    public bool IsAlwaysWatched { get; init; } = true;

    /// <summary>What it names as its canonical: the same page under a name of its own, with the same links. Null: it names none.</summary>
    public WebUrl? Canonical { get; init; }

    /// <summary>What it is written in without saying so; null for English that says that it is UTF-8.</summary>
    public Tongue? Tongue { get; init; }

    public Timeline Faults { get; set; } = Timeline.Empty;

    public TrueDegradation? Turn { get; set; }
}

/// <summary>A backlink: a link from a page to an owner's site.</summary>
/// <param name="page">Where it is.</param>
/// <param name="site">Whose it is.</param>
/// <param name="written">Its address as the page has it.</param>
internal sealed class WorldLink(WorldPage page, Site site, string written)
{
    public WorldPage Page => page;

    public Site Site => site;

    public string Written => written;

    public WebUrl Target { get; } = WebUrl.Parse(written);

    public TrueDegradation? Turn { get; set; }

    /// <summary>As its owner lists it at first.</summary>
    public Backlink AsListed() => new() { Source = page.Url, Target = new LinkTarget(Target) };

    /// <summary>The link's true change: at most one, of the link, its page or its host.</summary>
    public TrueDegradation? Truth => Turn ?? page.Turn ?? page.Host.Turn;
}

/// <summary>A true change.</summary>
/// <param name="Change">The kind of change.</param>
/// <param name="From">Its beginning.</param>
/// <param name="To">Its end; null if it lasts.</param>
/// <param name="Variety">Which of its variants.</param>
internal sealed record TrueDegradation(TrueChange Change, DateTimeOffset From, DateTimeOffset? To, int Variety)
{
    public bool IsOn(DateTimeOffset at) => at >= From && !(at >= To);
}

/// <summary>A fault with a duration.</summary>
/// <param name="Fault">The kind of fault.</param>
/// <param name="From">Its beginning.</param>
/// <param name="To">Its end.</param>
/// <param name="Variety">Which of its variants.</param>
internal sealed record Spell(Fault Fault, DateTimeOffset From, DateTimeOffset To, int Variety)
{
    public bool IsOn(DateTimeOffset at) => at >= From && at < To;

    public bool Overlaps(DateTimeOffset from, DateTimeOffset to) => From < to && To > from;
}

/// <summary>The faults of a host, a page or our process, by their beginning.</summary>
internal sealed class Timeline(IReadOnlyList<Spell> spells)
{
    public static Timeline Empty { get; } = new([]);

    public IReadOnlyList<Spell> Spells => spells;

    /// <summary>The fault that shows at a time: of several, the first in <see cref="Fault"/>.</summary>
    public Spell? At(DateTimeOffset now)
    {
        Spell? found = null;
        foreach (var spell in spells)
        {
            if (spell.From > now) break;
            if (spell.IsOn(now) && (found is null || spell.Fault < found.Fault)) found = spell;
        }

        return found;
    }

    /// <summary>Whether or not others strike at the same time.</summary>
    public Spell? Of(Fault fault, DateTimeOffset now) =>
        spells.TakeWhile(spell => spell.From <= now).FirstOrDefault(spell => spell.Fault == fault && spell.IsOn(now));

    public bool Has(Fault fault, DateTimeOffset now) => Of(fault, now) is not null;
}

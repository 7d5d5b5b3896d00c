using LinkWatch.Links;
using LinkWatch.Urls;

namespace LinkWatch.Simulation;

/// <summary>The script: everything that is and happens in the simulated web, fixed before the run begins.</summary>
internal sealed record World
{
    public required DateTimeOffset Start { get; init; }

    public required DateTimeOffset End { get; init; }

    public required IReadOnlyList<Site> Sites { get; init; }

    /// <summary>By name.</summary>
    public required IReadOnlyDictionary<string, WorldHost> Hosts { get; init; }

    /// <summary>Faults of our own: our network, our deploys.</summary>
    public required Timeline Ourselves { get; init; }

    /// <summary>When our process is killed, in order.</summary>
    public required IReadOnlyList<DateTimeOffset> Crashes { get; init; }

    public IEnumerable<WorldPage> Pages => Hosts.Values.SelectMany(host => host.Pages);

    public IEnumerable<WorldLink> Links => Pages.SelectMany(page => page.Links);
}

/// <summary>A host: what it is like and what becomes of it.</summary>
internal sealed class WorldHost(int number)
{
    public int Number => number;

    public string Name { get; } = FormattableString.Invariant($"host{number:d4}.example");

    public List<WorldPage> Pages { get; } = [];

    public bool SendsValidators { get; init; }

    /// <summary>A robots.txt that lets everybody in; else there is none.</summary>
    public bool HasRobots { get; init; }

    public Timeline Faults { get; set; } = Timeline.Empty;

    public TrueDegradation? Turn { get; set; }
}

/// <summary>A page with its links.</summary>
internal sealed class WorldPage(WorldHost host, int number)
{
    public WorldHost Host => host;

    /// <summary>Within the world.</summary>
    public int Number => number;

    public WebUrl Url { get; } = WebUrl.Parse(FormattableString.Invariant($"https://{host.Name}/post/{number}"));

    public List<WorldLink> Links { get; } = [];

    /// <summary>Shows its links in some answers only.</summary>
    public bool IsRotating { get; init; }

    public bool ChangesBytes { get; init; }

    /// <summary>What it names as its canonical: the same page under a name of its own, with the same links. Null: it names none.</summary>
    public WebUrl? Canonical { get; init; }

    /// <summary>What it is written in without saying so; null for English that says that it is UTF-8.</summary>
    public Tongue? Tongue { get; init; }

    public Timeline Faults { get; set; } = Timeline.Empty;

    public TrueDegradation? Turn { get; set; }
}

/// <summary>A backlink: a link on a page to a page of an owner's.</summary>
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

    /// <summary>What truly becomes of the link: at most one thing, whether it strikes the link, its page or its host.</summary>
    public TrueDegradation? Truth => Turn ?? page.Turn ?? page.Host.Turn;
}

/// <summary>A true change.</summary>
/// <param name="Change">What.</param>
/// <param name="From">Since when.</param>
/// <param name="To">Until when; null where it lasts.</param>
/// <param name="Variety">Which of its forms.</param>
internal sealed record TrueDegradation(TrueChange Change, DateTimeOffset From, DateTimeOffset? To, int Variety)
{
    public bool IsOn(DateTimeOffset at) => at >= From && !(at >= To);
}

/// <summary>A fault that lasts a while.</summary>
/// <param name="Fault">Which.</param>
/// <param name="From">Since when.</param>
/// <param name="To">Until when.</param>
/// <param name="Variety">Which of its forms.</param>
internal sealed record Spell(Fault Fault, DateTimeOffset From, DateTimeOffset To, int Variety)
{
    public bool IsOn(DateTimeOffset at) => at >= From && at < To;

    public bool Overlaps(DateTimeOffset from, DateTimeOffset to) => From < to && To > from;
}

/// <summary>The faults of one thing, by their beginning.</summary>
internal sealed class Timeline(IReadOnlyList<Spell> spells)
{
    public static Timeline Empty { get; } = new([]);

    public IReadOnlyList<Spell> Spells => spells;

    /// <summary>The fault that shows at a time: of several, the one that comes first in <see cref="Fault"/>.</summary>
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

using LinkWatch.Links;
using LinkWatch.Simulation;

namespace LinkWatch.Tests.Simulation;

/// <summary>A script written by hand: one link on one page, and what becomes of it. Days and hours count from the start.</summary>
internal sealed class Script
{
    public static readonly DateTimeOffset Start = new(2026, 1, 5, 0, 0, 0, TimeSpan.Zero);

    private static readonly Site Shop = new() { Id = "shop", Domains = ["shop.example"] };

    private readonly List<Spell> ours = [];
    private readonly WorldHost host;
    private readonly WorldPage page;

    /// <param name="isRotating">Whether the page shows its link in some answers only.</param>
    /// <param name="number">The host's: it words things in its own way.</param>
    /// <param name="tongue">What the page is written in without saying so; null for English that says so.</param>
    public Script(bool isRotating = false, int number = 1, Tongue? tongue = null)
    {
        host = new WorldHost(number);
        page = new WorldPage(host, 1) { IsRotating = isRotating, Tongue = tongue };
        Link = new WorldLink(page, Shop, $"https://shop.example{tongue?.Path ?? "/"}");
        page.Links.Add(Link);
        host.Pages.Add(page);
    }

    public WorldLink Link { get; }

    public World World => new()
    {
        Start = Start,
        End = Start.AddDays(60),
        Sites = [Shop],
        Hosts = new Dictionary<string, WorldHost>(StringComparer.Ordinal) { [host.Name] = host },
        Ourselves = new Timeline(ours),
        Crashes = [],
    };

    public static DateTimeOffset Day(double day) => Start.AddDays(day);

    public Script Truly(TrueChange change, double from, double? to = null)
    {
        var turn = new TrueDegradation(change, Day(from), to is { } day ? Day(day) : null, 0);
        (Link.Turn, page.Turn, host.Turn) = ChangeTraits.Of(change) switch
        {
            { IsOfHost: true } => ((TrueDegradation?)null, (TrueDegradation?)null, turn),
            { IsOfPage: true } => (null, turn, null),
            _ => (turn, null, null),
        };
        return this;
    }

    public Script Fault(Fault fault, double from, double to, int variety = 0)
    {
        var spell = new Spell(fault, Day(from), Day(to), variety);
        switch (FaultTraits.Of(fault).Scope)
        {
            case FaultScope.Host: host.Faults = new Timeline([.. host.Faults.Spells, spell]); break;
            case FaultScope.Page: page.Faults = new Timeline([.. page.Faults.Spells, spell]); break;
            default: ours.Add(spell); break;
        }

        return this;
    }

    public StoredChange Stored(string kind, Status? status, double day, Status? old = Status.Live, bool isAlert = true) => new()
    {
        SiteId = Shop.Id,
        Source = page.Url.Href,
        Target = Link.Target.Href,
        Kind = kind,
        Old = old,
        New = status,
        IsAlert = isAlert,
        Since = Day(day).AddHours(-6),
        From = Day(day).AddHours(-6),
        At = Day(day),
        StoredAt = Day(day).AddMinutes(2),
    };

    /// <summary>A mail as the pipeline words it, with these changes.</summary>
    public static AcceptedMail Mail(string alertId, params StoredChange[] changes) =>
        new(Shop.Id, alertId, changes[^1].StoredAt.AddMinutes(30), DigestOf.Changes(Shop, changes));
}

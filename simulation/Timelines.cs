namespace LinkWatch.Simulation;

/// <summary>Draws when faults occur.</summary>
internal sealed class Timelines(FaultProfile profile, DateTimeOffset start, DateTimeOffset end, long seed, int topic)
{
    /// <summary>
    /// The minimum time between two misleading faults of a page: two in a row would together outlast the confirmation
    /// window that each of them is shorter than.
    /// </summary>
    private static readonly TimeSpan Apart = TimeSpan.FromHours(36);

    public Timeline OfOurs() => new(Draw(FaultScope.Ourselves, 0));

    /// <summary>The faults of a host and of its pages.</summary>
    public void Draw(WorldHost host)
    {
        var ofHost = Draw(FaultScope.Host, host.Number);
        var misleading = KeepApart(ofHost.Where(IsMisleading), []);
        host.Faults = Merge(ofHost, misleading);
        foreach (var page in host.Pages)
        {
            var drawn = Draw(FaultScope.Page, page.Number).Where(spell => CanStrike(spell, page)).ToList();
            var apart = KeepApart(drawn.Where(spell => IsMisleading(spell) && !IsNearTruth(spell, page)), misleading);
            page.Faults = Merge(drawn, apart);
        }
    }

    private List<Spell> Draw(FaultScope scope, int number)
    {
        var spells = new List<Spell>();
        foreach (var (fault, rate) in profile.Faults)
        {
            if (rate.PerDay <= 0 || FaultTraits.Of(fault).Scope != scope) continue;
            var dice = new Dice(seed, topic, (int)fault, fault == Fault.SilentRedirects ? SilentHosts.GroupOf(number) : number);
            for (var at = start + dice.Wait(rate.PerDay); at < end;)
            {
                var to = at + TimeSpan.FromHours(dice.Between(rate.Hours[0], rate.Hours[1]));
                if (scope == FaultScope.Ourselves && to > end) to = end;
                spells.Add(new Spell(fault, at, to, dice.Below(100)));
                at = to + dice.Wait(rate.PerDay);
            }
        }

        return spells;
    }

    /// <summary>
    /// Of a page that doesn't declare its encoding, an address outside ASCII would be lost with the wrong one; a temporary redirect that
    /// follows on a cookie is the cookie gate's, by docs/verdicts.md.
    /// </summary>
    private static bool CanStrike(Spell spell, WorldPage page) => spell.Fault switch
    {
        Fault.CanonicalOutages => page.Canonical is not null,
        Fault.Charset => page.Tongue is null,
        Fault.TemporaryRedirects => !page.Host.Faults.Spells.Any(gate =>
            gate.Fault == Fault.CookieGates && gate.Overlaps(spell.From, spell.To)),
        _ => true,
    };

    private static Timeline Merge(IEnumerable<Spell> drawn, IEnumerable<Spell> misleading) =>
        new([.. drawn.Where(spell => !IsMisleading(spell)).Concat(misleading).OrderBy(spell => spell.From).ThenBy(spell => spell.Fault)]);

    private static List<Spell> KeepApart(IEnumerable<Spell> spells, IReadOnlyList<Spell> others)
    {
        var kept = new List<Spell>();
        foreach (var spell in spells.OrderBy(spell => spell.From).ThenBy(spell => spell.Fault))
        {
            if (!kept.Concat(others).Any(other => other.Overlaps(spell.From - Apart, spell.To + Apart))) kept.Add(spell);
        }

        return kept;
    }

    /// <summary>Whether a fault would hide a true change of a link on the page, or add to its confirmation.</summary>
    private static bool IsNearTruth(Spell spell, WorldPage page) => page.Links.Select(link => link.Truth).OfType<TrueDegradation>()
        .Any(turn => spell.Overlaps(turn.From - Apart, turn.To + Apart ?? DateTimeOffset.MaxValue));

    private static bool IsMisleading(Spell spell) => FaultTraits.Of(spell.Fault).IsMisleading;
}

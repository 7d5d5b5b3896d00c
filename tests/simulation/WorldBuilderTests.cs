using LinkWatch.Simulation;

namespace LinkWatch.Tests.Simulation;

/// <summary>What the script may do, so that its truth is never in doubt.</summary>
public sealed class WorldBuilderTests
{
    private static readonly World Harsh = new WorldBuilder(ProfileFile.Read("harsh"), days: 120, links: 3000, seed: 4).Build();

    [Fact]
    public void It_has_as_many_links_as_asked_for() => Assert.Equal(3000, Harsh.Links.Count());

    [Fact]
    public void Every_fault_and_every_change_of_the_profile_strikes()
    {
        var faults = Harsh.Pages.Select(page => page.Faults).Concat(Harsh.Hosts.Values.Select(host => host.Faults)).Append(Harsh.Ourselves)
            .SelectMany(timeline => timeline.Spells).Select(spell => spell.Fault).Distinct();
        var changes = Harsh.Links.Select(link => link.Truth).OfType<TrueDegradation>().ToList();

        Assert.Equal(Enum.GetValues<Fault>(), faults.Order());
        Assert.Equal(Enum.GetValues<TrueChange>(), changes.Select(turn => turn.Change).Distinct().Order());
        Assert.Contains(changes, turn => turn.To is not null);
        Assert.Contains(Harsh.Pages, page => page.IsRotating);
        Assert.Contains(Harsh.Pages, page => page.Canonical is not null);
        Assert.Equal(Tongue.All.Count, Harsh.Pages.Select(page => page.Tongue).OfType<Tongue>().Distinct().Count());
    }

    [Fact]
    public void A_fault_that_misleads_ends_before_anybody_should_believe_it_and_stands_alone()
    {
        foreach (var page in Harsh.Pages)
        {
            var spells = page.Faults.Spells.Concat(page.Host.Faults.Spells)
                .Where(spell => FaultTraits.Of(spell.Fault).IsMisleading).OrderBy(spell => spell.From).ToList();
            Assert.All(spells, spell => Assert.True((spell.To - spell.From).TotalHours < FaultTraits.Of(spell.Fault).MaxHours));
            Assert.All(spells.Zip(spells.Skip(1)), pair => Assert.True(pair.Second.From - pair.First.To >= TimeSpan.FromHours(36)));
        }
    }

    [Fact]
    public void Only_one_thing_becomes_of_a_link()
    {
        foreach (var link in Harsh.Links)
        {
            Assert.True(new[] { link.Turn, link.Page.Turn, link.Page.Host.Turn }.Count(turn => turn is not null) <= 1);
        }
    }
}

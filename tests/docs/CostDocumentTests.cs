using LinkWatch.Bench.Costs;
using LinkWatch.Links;
using LinkWatch.Tests.Support;

namespace LinkWatch.Tests.Docs;

/// <summary>docs/cost.md says what was measured, at the prices of the code, and what was measured stays within the bars.</summary>
public sealed class CostDocumentTests
{
    private static CostFigures Figures => Json.Read<CostFigures>(Repository.Read(CostCommands.Measured));

    [Fact]
    public void The_document_is_what_the_bench_makes_of_the_figures_and_prices() =>
        Assert.Equal(CostDocument.Of(Figures), Repository.Read(CostCommands.Document));

    [Fact]
    public void An_unchanged_check_takes_a_quarter_of_a_storage_transaction_at_most() =>
        Assert.InRange(Figures.Steady.PerCheck, 0.01, 0.25);

    [Fact]
    public void A_thousand_checks_cost_at_most_a_fifth_of_a_cent()
    {
        Assert.InRange(CostDocument.DollarsOf(Figures.Steady, Figures), 0, 0.002);
        Assert.InRange(CostDocument.DollarsOf(Figures.Typical, Figures), 0, 0.002);
        Assert.InRange(CostDocument.WithAudit(Figures), CostDocument.DollarsOf(Figures.Steady, Figures), 0.002);
    }

    [Fact]
    public void The_figures_have_the_visits_of_targets_the_audit_and_discovery_in_them()
    {
        Assert.InRange(Figures.Targets, 40, 50);
        var pages = Figures.Import.Checks + Figures.Targets;
        Assert.Equal(pages, Figures.FirstReadings.Checks);
        Assert.InRange(Figures.Steady.Checks, 0.95 * pages, pages);
        Assert.Equal(Figures.Import.Checks, Figures.Audit.Phase.Checks);
        Assert.InRange(Figures.Audit.Seconds, 0.1, 60);
        Assert.InRange(Figures.Discovery.PerCheck, 5, 30);
    }
}

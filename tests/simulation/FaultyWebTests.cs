using LinkWatch.Checking;
using LinkWatch.Fetching;
using LinkWatch.Html;
using LinkWatch.Html.Scanning;
using LinkWatch.Links;
using LinkWatch.Simulation;
using LinkWatch.Tests.Core.Judging;
using Microsoft.Extensions.Logging.Abstractions;

namespace LinkWatch.Tests.Simulation;

/// <summary>What the real visitor makes of the simulated web's faults, one form at a time: on day 1 of a fault, known from day 0.</summary>
public sealed class FaultyWebTests : IDisposable
{
    private readonly BodyReaders readers = new(
        new Scanner(), new AngleSharpReader(TimeProvider.System), new HtmlAgilityPackReader(TimeProvider.System), trees: 1);

    public static TheoryData<string, int> Hiding =>
    [
        .. Enumerable.Range(0, 15).Select(variety => ("cookie-walls", variety)),
        .. Enumerable.Range(0, 30).Select(variety => ("gates", variety)),
    ];

    public void Dispose() => readers.Dispose();

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(4)]
    public async Task A_cookie_gate_lets_us_through_to_the_page_as_it_is(int variety)
    {
        var gate = new Script().Fault(Fault.CookieGates, from: 1, to: 5, variety);

        Assert.Equal("live", await SaysAsync(gate));
        Assert.Equal("lost: link-removed", await SaysAsync(gate.Truly(TrueChange.LinkRemoved, from: 1)));
        Assert.Equal("lost: page-redirected", await SaysAsync(gate.Truly(TrueChange.PageRedirected, from: 1)));
    }

    [Theory]
    [MemberData(nameof(Hiding))]
    public async Task What_stands_before_a_page_is_no_news_of_it(string fault, int variety) => Assert.Equal(
        "unknown: blocked", await SaysAsync(new Script().Fault(KebabCase.Parse<Fault>(fault)!.Value, from: 1, to: 5, variety)));

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(4)]
    [InlineData(5)]
    [InlineData(6)]
    public async Task A_404_for_every_address_is_no_news_of_a_page(int host) =>
        Assert.Equal("unknown: blocked", await SaysAsync(new Script(number: host).Fault(Fault.NotFoundWalls, from: 1, to: 5)));

    [Fact]
    public async Task A_page_that_broke_off_is_never_lost_and_often_unknown()
    {
        var says = new List<string>();
        for (var variety = 0; variety < 100; variety++)
            says.Add(await SaysAsync(new Script().Fault(Fault.BrokenOff, from: 1, to: 5, variety)));

        Assert.Equal(["live", "unknown: server-error", "unknown: unreadable"], says.Distinct().Order(StringComparer.Ordinal));
        Assert.InRange(says.Count(verdict => verdict != "live"), 25, 75);
    }

    [Theory]
    [InlineData(0, "unindexed: header-noindex")]
    [InlineData(1, "unindexed: header-noindex")]
    [InlineData(2, "unindexed: header-noindex")]
    [InlineData(3, "unknown: unreadable")]
    public async Task A_page_in_the_wrong_charset_goes_on_asking_not_to_be_indexed(int variety, string says) => Assert.Equal(
        says, await SaysAsync(new Script().Truly(TrueChange.HeaderNoindex, from: 1).Fault(Fault.Charset, from: 1, to: 5, variety)));

    [Fact]
    public async Task Links_in_undeclared_encodings_are_there_until_they_are_removed()
    {
        foreach (var tongue in Tongue.All)
        {
            Assert.Equal("live", await SaysAsync(new Script(tongue: tongue)));
            Assert.Equal("lost: link-removed", await SaysAsync(new Script(tongue: tongue).Truly(TrueChange.LinkRemoved, from: 1)));
        }
    }

    private async Task<string> SaysAsync(Script script)
    {
        var time = new SimulatedTime(Script.Start);
        var web = new FaultyWeb(script.World, new FaultProfile(), time, seed: 7);
        var visitor = new PageVisitor(
            web, new RobotsSource(web, "LinkWatch", time), readers, new RecentFrontPages(), time, NullLogger<PageVisitor>.Instance);
        var request = new VisitRequest { Url = script.Link.Page.Url, Targets = [new LinkTarget(script.Link.Target)] };
        var known = (await visitor.VisitAsync(request, TestContext.Current.CancellationToken)).Known;
        time.PassUntil(Script.Day(2));
        request = request with { Known = known, IsUnconditional = true };
        return (await visitor.VisitAsync(request, TestContext.Current.CancellationToken)).Verdicts[0].Says();
    }
}

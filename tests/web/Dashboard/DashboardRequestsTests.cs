using LinkWatch.Bench.Listing;
using LinkWatch.Tests.Support;

namespace LinkWatch.Tests.Web.Dashboard;

/// <summary>What each page asks of storage, counted at the wire, on Azurite.</summary>
public sealed class DashboardRequestsTests(Azurite azurite, ITestOutputHelper output)
{
    /// <summary>Both fill every page, with and without filters.</summary>
    private const int Few = 1_050;

    private const int Many = 1_600;

    /// <summary>How far the larger may be above: a filter finds its links a little later.</summary>
    private const int Slack = 3;

    /// <summary>Of any page: a text, or two filters, are looked for in 200 links.</summary>
    private const int MaxRequests = 250;

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task No_page_asks_more_of_storage_if_there_are_more_links()
    {
        using var folder = new TempFolder();
        var connection = await azurite.ConnectionStringAsync();
        await using var few = await ServedSite.StartAsync(folder.Path, connection, azurite.NewName("few"), Stop);
        await using var many = await ServedSite.StartAsync(folder.Path, connection, azurite.NewName("many"), Stop);
        await Task.WhenAll(ShownSite.WriteAsync(few.Store, Few, Stop), ShownSite.WriteAsync(many.Store, Many, Stop));

        var wrong = new List<string>();
        foreach (var page in await ShownPage.AllAsync(many.Store, Few, Many, Stop))
        {
            // A filter is asked of both; a cursor and a link are those of one site.
            var path = page.Many.Contains("after=", StringComparison.Ordinal) || page.Many.Contains("/links/", StringComparison.Ordinal)
                ? page.Few
                : page.Many;
            var (one, other) = (await few.RequestsAsync(path, Stop), await many.RequestsAsync(page.Many, Stop));
            var line = $"{page.Name}: {one} requests with {Few} links, {other} with {Many}";
            output.WriteLine(line);
            if (!page.Name.StartsWith("CSV", StringComparison.Ordinal) && (other > one + Slack || other > MaxRequests)) wrong.Add(line);
        }

        Assert.Equal([], wrong);
    }
}

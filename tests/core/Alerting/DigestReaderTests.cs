using LinkWatch.Checking;
using LinkWatch.Judging;
using LinkWatch.Links;
using LinkWatch.Storage;
using LinkWatch.Tests.Support;

namespace LinkWatch.Tests.Core.Alerting;

/// <summary>What goes from a page and its owner's list into a mail.</summary>
public sealed class DigestReaderTests
{
    private const string Tea = "https://blog.example/tea";
    private const string Pots = "https://shop.blog.example/pots";
    private const string News = "https://news.example/";

    [Fact]
    public async Task A_title_goes_with_the_change_from_the_page_to_the_mail_and_is_cut()
    {
        await using var pipeline = await TestPipeline.StartAsync();
        var title = "Best teas " + new string('x', 300);
        pipeline.Web.Say(Tea, request => Titled(ScriptedWeb.Visit(request, Status.Live), title));
        await HostOutageTests.WatchAsync(pipeline, [Tea]);
        pipeline.Web.Say(Tea, request => Titled(ScriptedWeb.Visit(request, Status.Lost, Reason.LinkRemoved), title));

        await HostOutageTests.PassAsync(pipeline, TimeSpan.FromDays(5));

        Assert.Equal(title[..ChangeRow.MaxTitle], (await pipeline.LinkAsync(Tea)).Title);
        Assert.All(
            (await pipeline.HistoryAsync()).Where(change => !change.IsOfTarget),
            change => Assert.Equal(title[..ChangeRow.MaxTitle], change.Title));
        Assert.Contains($"* {title[..80]}… · blog.example\n  {Tea}\n", await TextAsync(pipeline), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_lost_link_says_if_its_referring_domain_has_none_left()
    {
        await using var pipeline = await TestPipeline.StartAsync();
        await HostOutageTests.WatchAsync(pipeline, [Tea, Pots, News]);
        foreach (var page in new[] { Tea, News }) pipeline.Web.Say(page, Status.Lost, Reason.LinkRemoved);

        await HostOutageTests.PassAsync(pipeline, TimeSpan.FromDays(5));

        var mails = (await HostOutageTests.DigestsAsync(pipeline)).Select(digest => digest.Text).ToList();
        Assert.Equal(2, mails.Count);
        Assert.Contains("  Domain: no other link from it is left\n", Of(News), StringComparison.Ordinal);
        Assert.DoesNotContain("  Domain: ", Of(Tea), StringComparison.Ordinal);

        string Of(string page) => Assert.Single(mails, text => text.Contains(page, StringComparison.Ordinal));
    }

    private static Visit Titled(Visit visit, string title) =>
        visit with { Known = visit.Known! with { Fingerprint = new Fingerprint(title, 1000, 7) } };

    private static async Task<string> TextAsync(TestPipeline pipeline) => Assert.Single(await HostOutageTests.DigestsAsync(pipeline)).Text;
}

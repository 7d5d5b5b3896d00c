using LinkWatch.Links;
using LinkWatch.Local.Pipeline;
using LinkWatch.Tests.Support;

namespace LinkWatch.Tests.Azure;

/// <summary>Two hosts on one account, at the same work at the same moments.</summary>
public sealed class TwoHostsTests(Azurite azurite)
{
    private const int Links = 12;

    [Fact]
    public async Task No_page_is_checked_twice_and_no_alert_sent_twice()
    {
        var own = new OwnStorage(azurite);
        using var temp = new TempFolder();
        var (time, web, outbox) = (FakeTime.Create(), new ScriptedWeb(), temp.Path);
        await using var one = await TestPipeline.StartAsync(
            folder: outbox, time: time, web: web, storage: new OpenStorage(await own.OpenAsync(shards: 2)));
        await using var two = await TestPipeline.StartAsync(
            folder: outbox, time: time, web: web, storage: new OpenStorage(await own.OpenAsync(shards: 2)));
        await one.TrackAsync([.. Enumerable.Range(0, Links).Select(i => $"https://host-{i % 4}.example/{i}")]);

        var days = 0;
        for (var hour = 0; hour < 60; hour += 4)
        {
            if (hour == 8) web.Say("https://host-1.example/1", Status.Nofollow, Reason.RelNofollow);
            await Task.WhenAll(one.CycleAsync(), two.CycleAsync());
            await Task.WhenAll(one.DeliverAsync(), two.DeliverAsync());
            time.Advance(TimeSpan.FromHours(4));
            days = hour / 24;
        }

        // One reading at once, one a day, and the early ones that confirm: of the pages, and of the site's own that they lead to.
        var perPage = web.Visits.GroupBy(visit => visit.Url.Href).ToDictionary(page => page.Key, page => page.Count());
        Assert.Equal(Links + 1, perPage.Count);
        Assert.All(perPage.Where(page => page.Key != "https://host-1.example/1"), page => Assert.InRange(page.Value, 1 + days, 2 + days));

        var history = await one.HistoryAsync();
        Assert.Single(history, row => row.Change.IsAlert);
        Assert.Equal(Links + 2, history.Count);
        var mails = one.Mails.Select(File.ReadAllBytes).Select(StrictMail.Parse).ToList();
        Assert.Equal(mails.Count, mails.DistinctBy(mail => mail.Parts[0].Text).Count());
        Assert.Single(mails, mail => mail.Parts[0].Text.StartsWith("shop.example: 1 turned nofollow.", StringComparison.Ordinal));
        Assert.Equal((0, 0), (
            (await two.Queues.Checks.CountAsync(TestContext.Current.CancellationToken)),
            (await two.Queues.Alerts.CountAsync(TestContext.Current.CancellationToken))));
    }
}

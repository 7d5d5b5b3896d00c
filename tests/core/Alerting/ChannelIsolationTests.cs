using LinkWatch.Alerting.Delivery;
using LinkWatch.Links;
using LinkWatch.Storage;
using LinkWatch.Tests.Core.Alerting.Delivery;
using LinkWatch.Tests.Support;
using Microsoft.Extensions.DependencyInjection;

namespace LinkWatch.Tests.Core.Alerting;

public sealed class ChannelIsolationTests
{
    private static readonly Site Blog =
        new() { Id = "blog", Domains = ["blog.example"], Owners = ["owner@blog.example"], Channels = ["broken", "strict", "sound"] };

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Neither_a_channel_that_fails_nor_one_that_breaks_keeps_an_alert_from_another_channel_or_site()
    {
        var broken = new ScriptedChannel("broken", (AlertMail _) => throw new InvalidOperationException("a bug of ours"));
        var strict = new ScriptedChannel("strict", mail =>
            new DeliveryOutcome(mail.Site.Id == "shop" ? DeliveryResult.Failed : DeliveryResult.Accepted, "not this one"));
        var sound = new ScriptedChannel("sound", _ => new DeliveryOutcome(DeliveryResult.Accepted));
        await using var pipeline = await TestPipeline.StartAsync(services =>
        {
            foreach (var channel in new[] { broken, strict, sound }) services.AddSingleton<IAlertChannel>(channel);
        });
        await TrackAsync(pipeline, TestPipeline.Site with { Channels = Blog.Channels }, "https://news.example/shop");
        await TrackAsync(pipeline, Blog, "https://news.example/blog");
        await pipeline.CycleAsync();

        for (var i = 0; i < 3; i++)
        {
            pipeline.Time.Advance(TimeSpan.FromMinutes(15));
            await pipeline.DeliverAsync();
        }

        Assert.Equal(["blog", "shop"], SitesOf(sound).Order());
        Assert.Equal(["blog", "shop"], SitesOf(strict).Order());
        Assert.True(SitesOf(broken).Count(site => site == "shop") > 1);
        Assert.Equal(["shop"], SitesOf(sound, isUndelivered: true));
        Assert.Equal(["broken: not yet", "sound: delivered", "strict: failed"], await EndsAsync(pipeline, "shop"));
        Assert.Equal(["broken: not yet", "sound: delivered", "strict: delivered"], await EndsAsync(pipeline, "blog"));
    }

    private static async Task TrackAsync(TestPipeline pipeline, Site site, string source)
    {
        await pipeline.Sites.SaveSiteAsync(site, Cancel);
        await pipeline.TrackAsync(site, source);
    }

    private static async Task<List<string>> EndsAsync(TestPipeline pipeline, string site)
    {
        var alerts = (await pipeline.Sites.ListAlertsAsync(site, null, 10, Cancel)).Rows.Select(row => row.Row);
        var alert = Assert.Single(alerts, alert => AlertIds.KindOf(alert.AlertId) == AlertKind.Import);
        var deliveries = await pipeline.Sites.ListDeliveriesAsync(site, alert.AlertId, Cancel);
        return deliveries.Select(delivery => delivery.Row).Select(row => $"{row.Channel}: {End(row)}").Order().ToList();
    }

    private static string End(DeliveryRow row) =>
        row.DeliveredAt is not null ? "delivered" : row.FailedAt is not null ? "failed" : "not yet";

    private static IEnumerable<string> SitesOf(ScriptedChannel channel, bool isUndelivered = false) => channel.Attempts
        .Where(mail => (AlertIds.KindOf(mail.AlertId) == AlertKind.Undelivered) == isUndelivered).Select(mail => mail.Site.Id);
}

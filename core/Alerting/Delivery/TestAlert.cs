using System.Runtime.CompilerServices;
using LinkWatch.Alerting.Digests;
using LinkWatch.Links;
using LinkWatch.Storage;

namespace LinkWatch.Alerting.Delivery;

/// <summary>
/// An alert without news, sent at once on each channel of a site: shows what an owner would get, and what is wrong.
/// </summary>
public sealed class TestAlert(IEnumerable<IAlertChannel> channels, TimeProvider time)
{
    /// <summary>One attempt each, in the order of the site's settings; nothing is kept of it.</summary>
    public async IAsyncEnumerable<ChannelTest> SendAsync(Site site, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var mail = Compose(site, time.GetUtcNow());
        foreach (var name in AlertSealer.ChannelsOf(site))
        {
            var channel = channels.FirstOrDefault(channel => channel.Name == name);
            yield return new ChannelTest(
                name, channel is null ? AlertDelivery.NoChannel(name) : await channel.DeliverAsync(mail, cancellationToken));
        }
    }

    private static AlertMail Compose(Site site, DateTimeOffset now)
    {
        var text = new MailModel(
            $"Test alert, nothing has changed: {site.Domains[0]}",
            $"This is a test. No link to {site.Domains[0]} was lost, and none came back.",
            [new MailSection("Test", "Alerts of this site arrive here. You have nothing to do.", [])],
            $"Sent by linkwatch test-alert --site {site.Id}").Render();
        return new AlertMail(AlertIds.OfTest(now), site, text.Subject, text.Text, text.Html, now);
    }
}

/// <summary>How one channel took the test.</summary>
public sealed record ChannelTest(string Channel, DeliveryOutcome Outcome);

using LinkWatch.Alerting.Delivery;
using LinkWatch.Alerting.Digests;
using LinkWatch.Links;
using LinkWatch.Storage;

namespace LinkWatch.Alerting.SigningIn;

/// <summary>Mails somebody the link that signs them in to the dashboard.</summary>
public sealed class SignInMail(IEnumerable<IAlertChannel> channels, TimeProvider time)
{
    private static readonly string[] Mailing = ["smtp", "sendgrid"];

    private readonly IAlertChannel? channel =
        Mailing.Select(name => channels.FirstOrDefault(channel => channel.Name == name)).FirstOrDefault(found => found is not null);

    /// <summary>Whether a channel is set up that sends mail. The outbox is none: its files may be read by others on the machine.</summary>
    public bool CanSend => channel is not null;

    /// <summary>One attempt; whoever waits asks again.</summary>
    /// <param name="site">A site of theirs.</param>
    /// <param name="address">Whose link it is.</param>
    /// <param name="link">The link.</param>
    /// <param name="life">How long it works.</param>
    /// <param name="cancellationToken">Stops.</param>
    public async Task<DeliveryOutcome> SendAsync(
        Site site, string address, Uri link, TimeSpan life, CancellationToken cancellationToken)
    {
        if (channel is null)
            return new DeliveryOutcome(DeliveryResult.Failed, "no channel sends mail: set LINKWATCH_SMTP_HOST or LINKWATCH_SENDGRID_KEY");
        var now = time.GetUtcNow();
        var text = new MailModel(
            "Sign in to LinkWatch",
            "The link signs you in once.",
            [
                new MailSection(
                    "Sign in",
                    $"The address works once, within {life.TotalMinutes:0} minutes. If you didn't ask for it, ignore this mail: "
                        + "without the link, nobody gets in.",
                    [new MailItem(link.AbsoluteUri, [], [])]),
            ],
            $"Asked for on the dashboard of {site.Domains[0]}.").Render();
        var mail = new AlertMail(AlertIds.OfTest(now), site, text.Subject, text.Text, text.Html, now)
        {
            To = [address],
            CanBeEnded = false,
        };
        return await channel.DeliverAsync(mail, cancellationToken);
    }
}

using System.Text.Json;
using LinkWatch.Alerting.Delivery;
using LinkWatch.Fetching;
using LinkWatch.Links;

namespace LinkWatch.Alerting.Channels;

/// <summary>Posts each alert as signed JSON to one address. It needs no owners: who reads there is the receiver's matter.</summary>
public sealed class WebhookChannel(WebhookOptions options, HttpPost post, TimeProvider time) : IAlertChannel
{
    private readonly PostReply reply = new(
        options.Url, "LINKWATCH_WEBHOOK_URL", "is LINKWATCH_WEBHOOK_SECRET the receiver's secret, and its clock right?", time);

    public string Name => "webhook";

    public async Task<DeliveryOutcome> DeliverAsync(AlertMail mail, CancellationToken cancellationToken)
    {
        var alert = WebhookAlert.Of(mail);
        var body = JsonSerializer.SerializeToUtf8Bytes(alert, Json.Options);
        (string, string)[] headers =
        [
            (WebhookSignature.Header, WebhookSignature.Of(options.Secret, time.GetUtcNow(), body)),
            ("Idempotency-Key", alert.Id),
        ];
        return reply.OutcomeOf(await post.SendAsync(options.Url, body, headers, options.Timeout, cancellationToken));
    }
}

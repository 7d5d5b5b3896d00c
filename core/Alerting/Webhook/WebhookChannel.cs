using System.Text.Json;
using LinkWatch.Fetching;
using LinkWatch.Links;

namespace LinkWatch.Alerting.Webhook;

/// <summary>Posts each alert as signed JSON to one address. It needs no owners: who reads there is the receiver's matter.</summary>
public sealed class WebhookChannel(WebhookOptions options, HttpPost post, TimeProvider time) : IAlertChannel
{
    private const int MostWords = 200;

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
        return OutcomeOf(await post.SendAsync(options.Url, body, headers, options.Timeout, cancellationToken));
    }

    private DeliveryOutcome OutcomeOf(PostAnswer answer)
    {
        var host = options.Url.Authority;
        return answer switch
        {
            { Failure: { } failure } => new(DeliveryResult.Retry, PlainText.OneLine($"{host} was not reached: {failure.Detail}")),
            { Status: >= 200 and < 300 } => new(DeliveryResult.Accepted, $"{host} answered {answer.Status}"),
            { Status: 408 or 425 or 429 or >= 500 } => new(DeliveryResult.Retry, Complaint(answer), WaitOf(answer)),
            { Status: >= 300 and < 400 } => new(DeliveryResult.Failed, $"{host} answered {answer.Status}, a redirect{Elsewhere(answer)}: redirects are not followed, set LINKWATCH_WEBHOOK_URL to the final address"),
            { Status: 401 or 403 } => new(DeliveryResult.Failed, $"{Complaint(answer)}; is LINKWATCH_WEBHOOK_SECRET the receiver's secret, and its clock right?"),
            { Status: 404 or 410 } => new(DeliveryResult.Failed, $"{Complaint(answer)}; nothing is there: correct LINKWATCH_WEBHOOK_URL"),
            _ => new(DeliveryResult.Failed, $"{Complaint(answer)}; the receiver must answer 2xx: see its log"),
        };
    }

    /// <summary>Only what it asks for itself: where it names no time, our own pauses hold.</summary>
    private TimeSpan? WaitOf(PostAnswer answer) =>
        answer.Headers.First("Retry-After") is null ? null : RetryAfter.Of(answer.Status, answer.Headers, time.GetUtcNow());

    /// <summary>Servers repeat the path they were asked for, and it may be a secret; notes are stored and logged.</summary>
    private string Complaint(PostAnswer answer)
    {
        var text = answer.Text;
        if (options.Url.Query.Length > 1) text = text.Replace(options.Url.Query, "?…", StringComparison.Ordinal);
        if (options.Url.Path.Length > 1) text = text.Replace(options.Url.Path, "/…", StringComparison.Ordinal);
        var words = PlainText.OneLine(text, MostWords);
        return $"{options.Url.Authority} answered {answer.Status}{(words.Length > 0 ? ": " + words : "")}";
    }

    private string Elsewhere(PostAnswer answer) =>
        WebUrl.TryParse(answer.Headers.First("Location"), options.Url, out var to) && to.Authority != options.Url.Authority ? $" to {PlainText.OneLine(to.Authority)}" : "";
}

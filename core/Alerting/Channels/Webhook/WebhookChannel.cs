using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using LinkWatch.Alerting.Delivery;
using LinkWatch.Fetching;
using LinkWatch.Links;
using LinkWatch.Storage;
using LinkWatch.Urls;

namespace LinkWatch.Alerting.Channels;

/// <summary>Posts each alert as signed JSON to one address. It needs no owners: who reads there is the receiver's matter.</summary>
public sealed class WebhookChannel(WebhookOptions options, HttpPost post, TimeProvider time) : IAlertChannel
{
    private readonly PostReply reply = new(
        options.Url,
        "LINKWATCH_WEBHOOK_URL",
        "is LINKWATCH_WEBHOOK_SECRET the receiver's secret, and its clock right?",
        time,
        options.Secret);

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

/// <summary>Where channel <c>webhook</c> sends, and how it signs.</summary>
/// <param name="Url">May hold a secret in its path or query: only its host is ever shown.</param>
/// <param name="Secret">Shared with the receiver, who verifies by it.</param>
public sealed record WebhookOptions(WebUrl Url, string Secret)
{
    /// <summary>From connecting to the end of the answer.</summary>
    public TimeSpan Timeout { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>Records print their members; a secret is none to print.</summary>
    public override string ToString() => $"webhook to {Url.Authority}";
}

/// <summary>The body that a webhook gets: a contract, described in docs/channels.md.</summary>
public sealed record WebhookAlert
{
    /// <summary>Grows when a field changes its meaning; fields that are added leave it as it is.</summary>
    public int Version { get; init; } = 1;

    /// <summary>The same for every attempt: what was received under it already may be dropped.</summary>
    public required string Id { get; init; }

    /// <summary>Whether this is a test alert with made-up content.</summary>
    public required bool IsTest { get; init; }

    public required string Site { get; init; }

    public required IReadOnlyList<string> Domains { get; init; }

    public required DateTimeOffset SealedAt { get; init; }

    public required string Subject { get; init; }

    public required string Text { get; init; }

    public required string Html { get; init; }

    public static WebhookAlert Of(AlertMail mail) => new()
    {
        Id = $"{mail.Site.Id}/{mail.AlertId}",
        IsTest = AlertIds.KindOf(mail.AlertId) == AlertKind.Test,
        Site = mail.Site.Id,
        Domains = mail.Site.Domains,
        SealedAt = mail.SealedAt.ToUniversalTime(),
        Subject = mail.Subject,
        Text = mail.Text,
        Html = mail.Html,
    };
}

/// <summary>
/// Says that a body comes from who knows the secret, and when: HMAC-SHA256 (RFC 2104) over the time, a dot and the body's bytes.
/// The time is signed too, so that a receiver can refuse what somebody recorded and sends again.
/// </summary>
public static class WebhookSignature
{
    public const string Header = "LinkWatch-Signature";

    /// <returns><c>t=</c>Unix seconds<c>,v1=</c>lower-case hex.</returns>
    public static string Of(string secret, DateTimeOffset at, ReadOnlySpan<byte> body)
    {
        var seconds = at.ToUnixTimeSeconds().ToString(CultureInfo.InvariantCulture);
        using var hmac = IncrementalHash.CreateHMAC(HashAlgorithmName.SHA256, Encoding.UTF8.GetBytes(secret));
        hmac.AppendData(Encoding.ASCII.GetBytes(seconds + "."));
        hmac.AppendData(body);
        return $"t={seconds},v1={Convert.ToHexStringLower(hmac.GetHashAndReset())}";
    }
}

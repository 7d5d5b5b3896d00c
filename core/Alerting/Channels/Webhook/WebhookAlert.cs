using LinkWatch.Alerting.Delivery;
using LinkWatch.Storage;

namespace LinkWatch.Alerting.Channels;

/// <summary>The body that a webhook gets: a contract, described in docs/channels.md.</summary>
public sealed record WebhookAlert
{
    /// <summary>Grows when a field changes its meaning; fields that are added leave it as it is.</summary>
    public int Version { get; init; } = 1;

    /// <summary>The same for every attempt: what was received under it already may be dropped.</summary>
    public required string Id { get; init; }

    /// <summary>Whether this is a test alert, of which nothing is true.</summary>
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

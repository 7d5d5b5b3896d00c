using LinkWatch.Alerting.Unsubscribing;

namespace LinkWatch.Alerting.Channels;

/// <summary>How mail leaves. Without an SMTP host, channel <c>smtp</c> does not exist.</summary>
public sealed record MailOptions
{
    /// <summary>The sender's address, with or without a name: <c>LinkWatch &lt;alerts@example.com&gt;</c>.</summary>
    public string From { get; init; } = "LinkWatch <linkwatch@localhost>";

    /// <summary>What ends an owner's mails with one click; null where the HTTP API cannot be reached from outside.</summary>
    public UnsubscribeLinks? Unsubscribe { get; init; }

    public string? SmtpHost { get; init; }

    public int SmtpPort { get; init; } = 587;

    /// <summary>Whether STARTTLS is demanded.</summary>
    public bool SmtpTls { get; init; } = true;

    /// <summary>For one receiver, from connecting to the last answer.</summary>
    public TimeSpan SmtpTimeout { get; init; } = TimeSpan.FromMinutes(1);

    public string? SmtpUser { get; init; }

    public string? SmtpPassword { get; init; }
}

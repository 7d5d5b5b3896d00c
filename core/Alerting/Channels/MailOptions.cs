using System.Security.Cryptography.X509Certificates;
using LinkWatch.Alerting.Unsubscribing;

namespace LinkWatch.Alerting.Channels;

/// <summary>How mail leaves. Without an SMTP host, channel <c>smtp</c> does not exist.</summary>
public sealed record MailOptions
{
    /// <summary>The sender's address, with or without a name: <c>LinkWatch &lt;alerts@example.com&gt;</c>.</summary>
    public string From { get; init; } = "LinkWatch <linkwatch@localhost>";

    /// <summary>What ends an owner's mails with one click; null if the HTTP API cannot be reached from outside.</summary>
    public UnsubscribeLinks? Unsubscribe { get; init; }

    public string? SmtpHost { get; init; }

    public int SmtpPort { get; init; } = 587;

    public SmtpTls SmtpTls { get; init; } = SmtpTls.Auto;

    /// <summary>For connecting, up to the login, and again for each mail, up to the last answer.</summary>
    public TimeSpan SmtpTimeout { get; init; } = TimeSpan.FromMinutes(1);

    /// <summary>For the mails to all owners, less than <see cref="AlertOptions.AttemptTime"/>: who has no turn in it is next.</summary>
    public TimeSpan SmtpDeliveryTimeout { get; init; } = TimeSpan.FromMinutes(3);

    /// <summary>A server that has not greeted by then may be waiting for TLS, with <see cref="SmtpTls.Auto"/>.</summary>
    public TimeSpan SmtpGreetingWait { get; init; } = TimeSpan.FromSeconds(5);

    /// <summary>The certificate authorities to trust in place of the system's; null: the system's.</summary>
    public X509Certificate2Collection? SmtpTrustedAuthorities { get; init; }

    public string? SmtpUser { get; init; }

    public string? SmtpPassword { get; init; }

    /// <summary>Records print their members; a password is none to print.</summary>
    public override string ToString() => SmtpHost is null ? $"mail from {From}" : $"mail from {From} through {SmtpHost}:{SmtpPort}";
}

/// <summary>How the connection to the mail server is encrypted.</summary>
public enum SmtpTls
{
    /// <summary>Encrypted: from the first byte on port 465 or if the server waits for that, else by STARTTLS.</summary>
    Auto,

    /// <summary>By STARTTLS, which the server must offer (RFC 3207).</summary>
    StartTls,

    /// <summary>From the first byte (RFC 8314, 3.3).</summary>
    Implicit,

    /// <summary>Not at all.</summary>
    None,
}

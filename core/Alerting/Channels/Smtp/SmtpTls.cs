namespace LinkWatch.Alerting.Channels;

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

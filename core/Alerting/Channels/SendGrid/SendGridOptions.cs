namespace LinkWatch.Alerting.Channels;

/// <summary>How channel <c>sendgrid</c> sends.</summary>
/// <param name="Key">An API key that may send mail.</param>
/// <param name="Mail">The sender, whom SendGrid wants verified, and the ways out.</param>
public sealed record SendGridOptions(string Key, MailOptions Mail)
{
    /// <summary>For accounts in the EU: <c>https://api.eu.sendgrid.com</c>.</summary>
    public string Host { get; init; } = "https://api.sendgrid.com";

    /// <summary>SendGrid checks requests and sends nothing.</summary>
    public bool IsSandbox { get; init; }

    /// <summary>For one request, from connecting to the end of the answer.</summary>
    public TimeSpan Timeout { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>Records print their members; a key is none to print.</summary>
    public override string ToString() => $"SendGrid at {Host}";
}

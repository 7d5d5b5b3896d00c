namespace SendGrid;

/// <summary>The options of <see cref="SendGridClient"/>.</summary>
public class SendGridClientOptions
{
    private string apiKey = "";

    /// <exception cref="ArgumentNullException">It is empty.</exception>
    public string ApiKey
    {
        get => apiKey;
        set => apiKey = string.IsNullOrWhiteSpace(value) ? throw new ArgumentNullException(nameof(value)) : value;
    }

    public string Host { get; set; } = "https://api.sendgrid.com";
}

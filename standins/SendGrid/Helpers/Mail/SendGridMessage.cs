using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;
using System.Text.Unicode;

namespace SendGrid.Helpers.Mail;

/// <summary>A mail as <c>v3/mail/send</c> takes it.</summary>
public class SendGridMessage
{
    /// <summary>As the official client writes it: nulls left out, and what is special in HTML escaped.</summary>
    private static readonly JsonSerializerOptions Format = new()
    {
        DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
        Encoder = JavaScriptEncoder.Create(UnicodeRanges.All),
    };

    [JsonPropertyName("from")]
    public EmailAddress? From { get; set; }

    [JsonPropertyName("subject")]
    public string? Subject { get; set; }

    [JsonPropertyName("personalizations")]
    public List<Personalization>? Personalizations { get; set; }

    [JsonInclude, JsonPropertyName("content")]
    internal List<Content>? Contents { get; set; }

    [JsonIgnore]
    public string? PlainTextContent { get; set; }

    [JsonIgnore]
    public string? HtmlContent { get; set; }

    [JsonPropertyName("headers")]
    public Dictionary<string, string>? Headers { get; set; }

    [JsonPropertyName("categories")]
    public List<string>? Categories { get; set; }

    [JsonInclude, JsonPropertyName("mail_settings")]
    internal MailSettings? MailSettings { get; set; }

    [JsonInclude, JsonPropertyName("tracking_settings")]
    internal TrackingSettings? TrackingSettings { get; set; }

    public void SetSandBoxMode(bool enable) => MailSettings = new MailSettings { SandboxMode = new Switch { Enable = enable } };

    public void SetClickTracking(bool enable, bool enableText) =>
        (TrackingSettings ??= new TrackingSettings()).ClickTracking = new Switch { Enable = enable, EnableText = enableText };

    public void SetOpenTracking(bool enable, string? substitutionTag = null) =>
        (TrackingSettings ??= new TrackingSettings()).OpenTracking = new Switch { Enable = enable, SubstitutionTag = substitutionTag };

    public void SetSubscriptionTracking(bool enable, string? html = null, string? text = null, string? substitutionTag = null) =>
        (TrackingSettings ??= new TrackingSettings()).SubscriptionTracking = new Switch { Enable = enable, Html = html, Text = text, SubstitutionTag = substitutionTag };

    /// <summary>The request's body; plain text comes first.</summary>
    public string Serialize()
    {
        Contents = [];
        if (PlainTextContent is not null) Contents.Add(new Content("text/plain", PlainTextContent));
        if (HtmlContent is not null) Contents.Add(new Content("text/html", HtmlContent));
        return JsonSerializer.Serialize(this, Format);
    }
}

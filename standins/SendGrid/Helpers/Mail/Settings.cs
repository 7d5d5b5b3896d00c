using System.Text.Json.Serialization;

namespace SendGrid.Helpers.Mail;

internal sealed record Content(
    [property: JsonPropertyName("type")] string Type,
    [property: JsonPropertyName("value")] string Value);

internal sealed record MailSettings
{
    [JsonPropertyName("sandbox_mode")]
    public Switch? SandboxMode { get; set; }
}

internal sealed record TrackingSettings
{
    [JsonPropertyName("click_tracking")]
    public Switch? ClickTracking { get; set; }

    [JsonPropertyName("open_tracking")]
    public Switch? OpenTracking { get; set; }

    [JsonPropertyName("subscription_tracking")]
    public Switch? SubscriptionTracking { get; set; }
}

/// <summary>The settings that are switched on or off, with what some of them take besides.</summary>
internal sealed record Switch
{
    [JsonPropertyName("enable")]
    public bool Enable { get; set; }

    [JsonPropertyName("enable_text")]
    public bool? EnableText { get; set; }

    [JsonPropertyName("text")]
    public string? Text { get; set; }

    [JsonPropertyName("html")]
    public string? Html { get; set; }

    [JsonPropertyName("substitution_tag")]
    public string? SubstitutionTag { get; set; }
}

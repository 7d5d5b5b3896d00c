using System.Text.Json.Serialization;

namespace SendGrid.Helpers.Mail;

/// <summary>One envelope: its receivers see each other, and those of another do not.</summary>
public class Personalization
{
    [JsonPropertyName("to")]
    public List<EmailAddress>? Tos { get; set; }

    [JsonPropertyName("headers")]
    public Dictionary<string, string>? Headers { get; set; }

    /// <summary>What takes the place of marks in the subject and the contents.</summary>
    [JsonPropertyName("substitutions")]
    public Dictionary<string, string>? Substitutions { get; set; }

    [JsonPropertyName("custom_args")]
    public Dictionary<string, string>? CustomArgs { get; set; }
}

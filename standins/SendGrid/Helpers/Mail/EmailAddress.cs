using System.Text.Json.Serialization;

namespace SendGrid.Helpers.Mail;

/// <summary>An address with or without a name.</summary>
public class EmailAddress(string? email, string? name = null)
{
    [JsonPropertyName("name")]
    public string? Name { get; set; } = name;

    [JsonPropertyName("email")]
    public string? Email { get; set; } = email;
}

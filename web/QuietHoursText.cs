using System.Globalization;
using System.Text.Json;
using System.Text.Json.Serialization;
using LinkWatch.Links;

namespace LinkWatch.Web;

/// <summary>
/// Quiet hours as a request may have them: as an answer does, or as the command line does (<c>22:00-07:00</c>, or <c>none</c>).
/// </summary>
/// <param name="Text">As the command line has it.</param>
[JsonConverter(typeof(Converter))]
public sealed record QuietHoursText(string Text)
{
    internal static QuietHoursText Of(QuietHours hours) =>
        new(string.Create(CultureInfo.InvariantCulture, $"{hours.From:HH:mm}-{hours.To:HH:mm}"));

    /// <summary>Whether it is as in an answer: two times of day.</summary>
    internal static bool IsObject(JsonElement value)
    {
        try
        {
            return value.ValueKind == JsonValueKind.Object
                && value.EnumerateObject().Select(member => member.Name).Order().SequenceEqual(["from", "to"])
                && value.Deserialize<QuietHours>(Json.Options) is not null;
        }
        catch (JsonException)
        {
            return false;
        }
    }

    private sealed class Converter : JsonConverter<QuietHoursText>
    {
        public override QuietHoursText? Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
        {
            if (reader.TokenType == JsonTokenType.String) return new QuietHoursText(reader.GetString()!);
            return JsonSerializer.Deserialize<QuietHours>(ref reader, options) is { } hours ? Of(hours) : null;
        }

        public override void Write(Utf8JsonWriter writer, QuietHoursText value, JsonSerializerOptions options) =>
            writer.WriteStringValue(value.Text);
    }
}

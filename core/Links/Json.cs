using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;
using LinkWatch.Urls;

namespace LinkWatch.Links;

/// <summary>
/// The one way in which rows, messages and reports are written as JSON: camelCase, kebab-case names of closed sets, nulls left out.
/// </summary>
public static class Json
{
    public static JsonSerializerOptions Options { get; } = Create();

    public static string Write<T>(T value) => JsonSerializer.Serialize(value, Options);

    /// <exception cref="JsonException">The text is not a <typeparamref name="T"/>.</exception>
    public static T Read<T>(string text) =>
        JsonSerializer.Deserialize<T>(text, Options) ?? throw new JsonException($"expected a {typeof(T).Name}, found null");

    private static JsonSerializerOptions Create()
    {
        var options = new JsonSerializerOptions(JsonSerializerDefaults.Web)
        {
            DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
            Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
            MaxDepth = 64,
        };
        options.Converters.Add(new JsonStringEnumConverter(JsonNamingPolicy.KebabCaseLower, allowIntegerValues: false));
        options.Converters.Add(new WebUrlConverter());
        options.MakeReadOnly(populateMissingResolver: true);
        return options;
    }

    private sealed class WebUrlConverter : JsonConverter<WebUrl>
    {
        public override WebUrl Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
            WebUrl.TryParse(reader.GetString(), out var url) ? url : throw new JsonException("not a URL");

        public override void Write(Utf8JsonWriter writer, WebUrl value, JsonSerializerOptions options) =>
            writer.WriteStringValue(value.Href);
    }
}

using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using LinkWatch.Importing;
using LinkWatch.Links;
using Microsoft.AspNetCore.Http;

namespace LinkWatch.Web;

/// <summary>
/// Reads request bodies up to a limit. They need a Content-Type that browsers do not send across sites without asking (CORS preflight).
/// </summary>
internal static class RequestBody
{
    private const int MaxObjectBytes = 64 * 1024;

    /// <summary>The bytes, or the error.</summary>
    public static async Task<(MemoryStream? Bytes, IResult? Refusal)> ReadAsync(
        HttpRequest request, string types, int max, CancellationToken cancellationToken)
    {
        var type = request.ContentType?.Split(';')[0].Trim() ?? "";
        if (!types.Split(' ').Contains(type, StringComparer.OrdinalIgnoreCase))
        {
            return (null, ApiAnswer.Error(
                ApiErrorCode.UnsupportedMediaType,
                $"send it with Content-Type {types.Replace(" ", " or ", StringComparison.Ordinal)}"));
        }

        var bytes = new MemoryStream();
        var buffer = new byte[16 * 1024];
        try
        {
            while (await request.Body.ReadAsync(buffer, cancellationToken) is > 0 and var read)
            {
                if (bytes.Length + read > max) return (null, TooLarge(max));
                bytes.Write(buffer, 0, read);
            }
        }
        catch (BadHttpRequestException e)
        {
            return (null, e.StatusCode == StatusCodes.Status413PayloadTooLarge
                ? TooLarge(max)
                : ApiAnswer.Incomplete(e, "the body is incomplete"));
        }

        bytes.Position = 0;
        return (bytes, null);
    }

    /// <summary>A JSON object whose members are those of <typeparamref name="T"/>, or the error.</summary>
    /// <typeparam name="T">Its properties are of the types that <see cref="Takes"/> knows.</typeparam>
    public static async Task<(T? Value, IResult? Refusal)> ReadAsync<T>(HttpRequest request, CancellationToken cancellationToken)
        where T : class
    {
        var (bytes, refusal) = await ReadAsync(request, "application/json", MaxObjectBytes, cancellationToken);
        if (bytes is null) return (null, refusal);
        try
        {
            using var json = JsonDocument.Parse(bytes.GetBuffer().AsMemory(0, (int)bytes.Length));
            if (json.RootElement.ValueKind != JsonValueKind.Object) return (null, Unreadable());
            refusal = Refusal(json.RootElement, Json.Options.GetTypeInfo(typeof(T)).Properties);
            return refusal is null ? (json.RootElement.Deserialize<T>(Json.Options), null) : (null, refusal);
        }
        catch (Exception e) when (e is JsonException or InvalidOperationException)
        {
            // InvalidOperationException: a name with half a surrogate pair.
            return (null, Unreadable());
        }
    }

    /// <summary>The serializer's own words name types of ours, and it takes the last of two members of one name.</summary>
    private static IResult? Refusal(JsonElement body, IList<JsonPropertyInfo> known)
    {
        var seen = new HashSet<string>(StringComparer.OrdinalIgnoreCase);
        foreach (var member in body.EnumerateObject())
        {
            var name = member.Name;
            if (known.FirstOrDefault(one => one.Name.Equals(name, StringComparison.OrdinalIgnoreCase)) is not { } property)
                return ApiAnswer.BadMember(
                    name,
                    $"{ImportProblem.Quote(name)} is not one of {string.Join(", ", known.Select(one => one.Name))}",
                    ApiErrorCode.UnknownMember);
            if (!seen.Add(name)) return ApiAnswer.BadMember(name, $"“{name}” occurs twice");
            if (member.Value.ValueKind == JsonValueKind.Null) continue;
            if (!Takes(property.PropertyType, member.Value, out var expected))
                return ApiAnswer.BadMember(name, $"“{name}” {WhatIs(member.Value)}; it takes {expected}");
        }

        return null;
    }

    private static bool Takes(Type type, JsonElement value, out string expected)
    {
        var isText = value.ValueKind == JsonValueKind.String;
        (expected, var takes) = type switch
        {
            _ when type == typeof(string) => ("a string", isText),
            _ when type == typeof(bool?) => ("true or false", value.ValueKind is JsonValueKind.True or JsonValueKind.False),
            _ when type == typeof(int?) =>
                ("a whole number", value.ValueKind == JsonValueKind.Number && value.TryGetInt32(out _)),
            _ when type == typeof(QuietHoursText) =>
                ("an object with from and to, as in an answer, or a string", isText || QuietHoursText.IsObject(value)),
            _ when type == typeof(IReadOnlyDictionary<string, int>) =>
                ("an object of whole numbers, such as {\"authority\": 40}", IsNumbers(value)),
            _ => ("a list of strings", IsList(value)),
        };
        return takes;
    }

    private static string WhatIs(JsonElement value) => value.ValueKind switch
    {
        JsonValueKind.String => "is a string",
        JsonValueKind.True or JsonValueKind.False => "is true or false",
        _ => IsList(value) ? "is a list" : "is neither a string nor a list of strings",
    };

    private static bool IsList(JsonElement value) =>
        value.ValueKind == JsonValueKind.Array && value.EnumerateArray().All(text => text.ValueKind == JsonValueKind.String);

    private static bool IsNumbers(JsonElement value) =>
        value.ValueKind == JsonValueKind.Object && value.EnumerateObject().All(one =>
            one.Value.ValueKind == JsonValueKind.Number && one.Value.TryGetInt32(out _));

    private static IResult Unreadable() => ApiAnswer.Error(
        ApiErrorCode.InvalidJson,
        "the body is no JSON object, such as {\"source\": \"https://blog.example/post\", \"target\": \"https://shop.example/\"}");

    private static IResult TooLarge(int max) =>
        ApiAnswer.Error(ApiErrorCode.BodyTooLarge, $"the body is larger than {max / 1024} KiB");
}

using System.Text.Json;
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
                StatusCodes.Status415UnsupportedMediaType,
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
                : ApiAnswer.Error(e.StatusCode, "the body is incomplete"));
        }

        bytes.Position = 0;
        return (bytes, null);
    }

    /// <summary>The members of a JSON object, named like an import's columns, each a string or a list of strings; or the error.</summary>
    public static async Task<(IReadOnlyDictionary<string, string>? Cells, IResult? Refusal)> ReadCellsAsync(
        HttpRequest request, CancellationToken cancellationToken)
    {
        var (bytes, refusal) = await ReadAsync(request, "application/json", MaxObjectBytes, cancellationToken);
        if (bytes is null) return (null, refusal);
        try
        {
            using var json = JsonDocument.Parse(bytes.GetBuffer().AsMemory(0, (int)bytes.Length));
            if (json.RootElement.ValueKind != JsonValueKind.Object) return (null, Unreadable());
            var cells = new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase);
            foreach (var property in json.RootElement.EnumerateObject())
            {
                if (property.Value.ValueKind == JsonValueKind.Null) continue;
                if (CellOf(property.Value) is not { } cell) return (
                    null,
                    ApiAnswer.Error(StatusCodes.Status400BadRequest, $"“{property.Name}” is neither a string nor a list of strings"));
                if (!cells.TryAdd(property.Name, cell))
                    return (null, ApiAnswer.Error(StatusCodes.Status400BadRequest, $"“{property.Name}” occurs twice"));
            }

            return (cells, null);
        }
        catch (Exception e) when (e is JsonException or InvalidOperationException)
        {
            // InvalidOperationException: a string with half a surrogate pair.
            return (null, Unreadable());
        }
    }

    private static string? CellOf(JsonElement value) => value.ValueKind switch
    {
        JsonValueKind.String => value.GetString(),
        JsonValueKind.Array when value.EnumerateArray().All(text => text.ValueKind == JsonValueKind.String) =>
            string.Join(',', value.EnumerateArray().Select(text => text.GetString())),
        _ => null,
    };

    private static IResult Unreadable() => ApiAnswer.Error(
        StatusCodes.Status400BadRequest,
        "the body is no JSON object, such as {\"source\": \"https://blog.example/post\", \"target\": \"https://shop.example/\"}");

    private static IResult TooLarge(int max) =>
        ApiAnswer.Error(StatusCodes.Status413PayloadTooLarge, $"the body is larger than {max / 1024} KiB");
}

using System.Globalization;
using System.Text.Json;

namespace Azure.Data.Tables;

/// <summary>
/// Rows as OData's JSON: strings, numbers of 32 bits, booleans and null stand bare, everything else has its type beside it as
/// <c>name@odata.type</c>.
/// </summary>
internal static class EntityJson
{
    public const string TimeFormat = "yyyy-MM-dd'T'HH:mm:ss.fffffff'Z'";
    private const string TypeSuffix = "@odata.type";

    public static byte[] Write(ITableEntity entity)
    {
        using var stream = new MemoryStream();
        using (var json = new Utf8JsonWriter(stream))
        {
            json.WriteStartObject();
            foreach (var (name, value) in EntityClass.PropertiesOf(entity))
            {
                // The service keeps both by itself.
                if (name is TableEntity.ETagName or nameof(ITableEntity.Timestamp)) continue;
                Write(json, name, value);
            }

            json.WriteEndObject();
        }

        return stream.ToArray();
    }

    public static TableEntity Read(BinaryData body)
    {
        using var json = JsonDocument.Parse(body.ToMemory());
        return Read(json.RootElement);
    }

    public static List<TableEntity> ReadAll(BinaryData body)
    {
        using var json = JsonDocument.Parse(body.ToMemory());
        return [.. json.RootElement.GetProperty("value").EnumerateArray().Select(Read)];
    }

    private static void Write(Utf8JsonWriter json, string name, object? value)
    {
        switch (value)
        {
            case null: json.WriteNull(name); break;
            case string text: json.WriteString(name, text); break;
            case bool flag: json.WriteBoolean(name, flag); break;
            case int number: json.WriteNumber(name, number); break;
            case double number when double.IsFinite(number): WriteType(json, name, "Edm.Double").WriteNumber(name, number); break;
            case double number: WriteType(json, name, "Edm.Double").WriteString(name, double.IsNaN(number) ? "NaN" : number > 0 ? "Infinity" : "-Infinity"); break;
            case long number: WriteType(json, name, "Edm.Int64").WriteString(name, number.ToString(CultureInfo.InvariantCulture)); break;
            case Guid id: WriteType(json, name, "Edm.Guid").WriteString(name, id); break;
            case DateTimeOffset at: Write(json, name, at.UtcDateTime); break;
            case DateTime at: WriteType(json, name, "Edm.DateTime").WriteString(name, at.ToUniversalTime().ToString(TimeFormat, CultureInfo.InvariantCulture)); break;
            case byte[] bytes: WriteType(json, name, "Edm.Binary").WriteBase64String(name, bytes); break;
            case BinaryData data: WriteType(json, name, "Edm.Binary").WriteBase64String(name, data); break;
            default: throw new NotSupportedException($"{name}: a table holds no {value.GetType()}");
        }
    }

    private static Utf8JsonWriter WriteType(Utf8JsonWriter json, string name, string type)
    {
        json.WriteString(name + TypeSuffix, type);
        return json;
    }

    private static TableEntity Read(JsonElement row)
    {
        var entity = new TableEntity();
        foreach (var property in row.EnumerateObject())
        {
            if (property.Name == "odata.metadata" || property.Name.EndsWith(TypeSuffix, StringComparison.Ordinal)) continue;
            var type = row.TryGetProperty(property.Name + TypeSuffix, out var annotation) ? annotation.GetString() : null;

            // The one time that has no type beside it.
            if (property.Name == nameof(ITableEntity.Timestamp)) type = "Edm.DateTime";
            entity[property.Name] = Value(property.Value, type);
        }

        return entity;
    }

    private static object? Value(JsonElement value, string? type) => (value.ValueKind, type) switch
    {
        (JsonValueKind.Null, _) => null,
        (_, "Edm.Int64") => long.Parse(value.GetString()!, CultureInfo.InvariantCulture),
        (JsonValueKind.String, "Edm.Double") => double.Parse(value.GetString()!, CultureInfo.InvariantCulture),
        (_, "Edm.Double") => value.GetDouble(),
        (_, "Edm.Guid") => value.GetGuid(),
        (_, "Edm.DateTime") => DateTimeOffset.Parse(value.GetString()!, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal),
        (_, "Edm.Binary") => value.GetBytesFromBase64(),
        (JsonValueKind.True or JsonValueKind.False, _) => value.GetBoolean(),
        (JsonValueKind.Number, _) => value.TryGetInt32(out var number) ? (object)number : value.GetDouble(),
        _ => value.GetString(),
    };
}

namespace LinkWatch.Fetching;

/// <summary>Response header fields in the order received; names compare without case, a name may repeat.</summary>
public sealed record HttpFields(IReadOnlyList<KeyValuePair<string, string>> Lines)
{
    public static HttpFields Empty { get; } = new([]);

    public IEnumerable<string> All(string name) =>
        Lines.Where(line => string.Equals(line.Key, name, StringComparison.OrdinalIgnoreCase)).Select(line => line.Value);

    /// <summary>
    /// The type that the Fetch Standard extracts from all Content-Type lines ("extract a MIME type"): the last one, with the charset of an
    /// earlier line of the same type if it names none. Null if there is no such line.
    /// </summary>
    public string? ContentType
    {
        get
        {
            string? type = null;
            foreach (var part in All("Content-Type").SelectMany(line => line.Split(',')))
            {
                var next = part.Trim();
                if (!next.Contains('/', StringComparison.Ordinal) || next.StartsWith("*/*", StringComparison.Ordinal)) continue;
                var isNamedAlready = type is not null && string.Equals(Essence(type), Essence(next), StringComparison.OrdinalIgnoreCase);
                if (!isNamedAlready || next.Contains("charset", StringComparison.OrdinalIgnoreCase)) type = next;
            }

            return type ?? First("Content-Type");
        }
    }

    public string? First(string name) => All(name).FirstOrDefault();

    private static string Essence(string type) => type.Split(';')[0].Trim();
}

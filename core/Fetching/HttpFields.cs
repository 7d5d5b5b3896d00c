namespace LinkWatch.Fetching;

/// <summary>Response header fields in the order received; names compare without case, a name may repeat.</summary>
public sealed record HttpFields(IReadOnlyList<KeyValuePair<string, string>> Lines)
{
    public static HttpFields Empty { get; } = new([]);

    public IEnumerable<string> All(string name) =>
        Lines.Where(line => string.Equals(line.Key, name, StringComparison.OrdinalIgnoreCase)).Select(line => line.Value);

    public string? First(string name) => All(name).FirstOrDefault();
}

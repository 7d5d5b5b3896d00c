using System.Globalization;

namespace LinkWatch.Fetching;

/// <summary>Response header fields in the order received; names compare without case, a name may repeat.</summary>
public sealed record HttpFields(IReadOnlyList<KeyValuePair<string, string>> Lines)
{
    public static HttpFields Empty { get; } = new([]);

    public IEnumerable<string> All(string name) =>
        Lines.Where(line => string.Equals(line.Key, name, StringComparison.OrdinalIgnoreCase)).Select(line => line.Value);

    /// <summary>What all Content-Type lines together say; null if there is none. If none is valid, the first as it is.</summary>
    public string? ContentType => MediaType.Extract(All("Content-Type")) ?? First("Content-Type");

    /// <summary>Null too if there are several: browsers run them together to one address, which nobody meant.</summary>
    public string? Refresh => HasSeveralRefreshes ? null : First("Refresh");

    public bool HasSeveralRefreshes => All("Refresh").Skip(1).Any();

    public string? First(string name) => All(name).FirstOrDefault();

    /// <summary>The members of a comma-separated list, from all lines, lower case.</summary>
    internal IEnumerable<string> Tokens(string name) => All(name)
        .SelectMany(line => line.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries))
        .Select(token => token.ToLower(CultureInfo.InvariantCulture));
}

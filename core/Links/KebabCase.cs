using System.Collections.Concurrent;
using System.Text.Json;

namespace LinkWatch.Links;

/// <summary>The names that the closed sets have outside the code: <c>Reason.RelNofollow</c> is <c>rel-nofollow</c>.</summary>
public static class KebabCase
{
    private static readonly ConcurrentDictionary<Enum, string> Names = new();

    public static string Name<T>(this T value) where T : struct, Enum =>
        Names.GetOrAdd(value, static v => JsonNamingPolicy.KebabCaseLower.ConvertName(v.ToString()));

    /// <summary>The value called <paramref name="name"/> (ASCII case ignored), or null.</summary>
    public static T? Parse<T>(string name) where T : struct, Enum
    {
        foreach (var value in Enum.GetValues<T>())
        {
            if (string.Equals(value.Name(), name, StringComparison.OrdinalIgnoreCase)) return value;
        }

        return null;
    }
}

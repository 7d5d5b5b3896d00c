using System.Globalization;

namespace Azure.Data.Tables;

/// <summary>Values as filters write them.</summary>
internal static class QueryFilter
{
    public static string Of(FormattableString filter) =>
        string.Format(CultureInfo.InvariantCulture, filter.Format, [.. filter.GetArguments().Select(Literal)]);

    private static string Literal(object? value) => value switch
    {
        string text => $"'{text.Replace("'", "''", StringComparison.Ordinal)}'",
        bool flag => flag ? "true" : "false",
        int number => number.ToString(CultureInfo.InvariantCulture),
        long number => number.ToString(CultureInfo.InvariantCulture) + "L",
        double number => number.ToString("R", CultureInfo.InvariantCulture),
        Guid id => $"guid'{id:D}'",
        DateTimeOffset at => $"datetime'{at.UtcDateTime.ToString(EntityJson.TimeFormat, CultureInfo.InvariantCulture)}'",
        DateTime at => $"datetime'{at.ToUniversalTime().ToString(EntityJson.TimeFormat, CultureInfo.InvariantCulture)}'",
        byte[] bytes => $"X'{Convert.ToHexString(bytes)}'",
        _ => throw new ArgumentException($"a filter holds no {value?.GetType().Name ?? "null"}", nameof(value)),
    };
}

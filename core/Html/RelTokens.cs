namespace LinkWatch.Html;

/// <summary>Reads <c>rel</c> as search engines do: separated by white space or commas, in any case.</summary>
public static class RelTokens
{
    private static readonly char[] Separators = [' ', '\t', '\n', '\f', '\r', ','];

    /// <summary>
    /// A canonical link with one of these attributes names a translation or a variant, and search engines don't take it as canonical
    /// (Google, "Consolidate duplicate URLs").
    /// </summary>
    public static IReadOnlyList<string> MarksOfVariants { get; } = ["hreflang", "lang", "media", "type"];

    /// <summary>The tokens in lower case, in order, without repeats.</summary>
    public static IReadOnlyList<string> Split(string? rel) =>
        string.IsNullOrEmpty(rel)
            ? []
            : [.. rel.ToLowerInvariant().Split(Separators, StringSplitOptions.RemoveEmptyEntries).Distinct(StringComparer.Ordinal)];
}

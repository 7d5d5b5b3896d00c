namespace LinkWatch.Html.Trees;

/// <summary>Which script elements are no scripts (https://html.spec.whatwg.org/#attr-script-type).</summary>
internal static class DataBlocks
{
    public static bool IsJsonLd(string? type) => Essence(type).Equals("application/ld+json", StringComparison.OrdinalIgnoreCase);

    /// <summary>Any type but JavaScript's own, <c>module</c> and none.</summary>
    public static bool IsDataBlock(string? type)
    {
        var essence = Essence(type);
        return !(essence.IsEmpty
            || essence.Equals("module", StringComparison.OrdinalIgnoreCase)
            || essence.EndsWith("javascript", StringComparison.OrdinalIgnoreCase)
            || essence.EndsWith("ecmascript", StringComparison.OrdinalIgnoreCase)
            || essence.EndsWith("jscript", StringComparison.OrdinalIgnoreCase));
    }

    /// <summary>A MIME type without its parameters.</summary>
    public static ReadOnlySpan<char> Essence(string? type)
    {
        var text = type.AsSpan();
        var semicolon = text.IndexOf(';');
        return (semicolon < 0 ? text : text[..semicolon]).Trim();
    }
}

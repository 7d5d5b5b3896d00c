using System.Globalization;

namespace LinkWatch.Html;

/// <summary>
/// Whether a <c>style</c> attribute hides its element. Opacity is left out on purpose: page builders write
/// <c>opacity:0</c> on ordinary content that a script then fades in, and every such link would be reported as hidden.
/// </summary>
internal static class HidingStyle
{
    private const double OffScreenPixels = -999;

    public static bool Hides(ReadOnlySpan<char> style)
    {
        foreach (var range in style.Split(';'))
        {
            var declaration = style[range];
            var colon = declaration.IndexOf(':');
            if (colon < 0) continue;
            var value = declaration[(colon + 1)..];
            var important = value.IndexOf('!');
            if (Hides(declaration[..colon].Trim(), (important < 0 ? value : value[..important]).Trim())) return true;
        }

        return false;
    }

    private static bool Hides(ReadOnlySpan<char> property, ReadOnlySpan<char> value)
    {
        if (Is(property, "display")) return Is(value, "none");
        if (Is(property, "visibility")) return Is(value, "hidden") || Is(value, "collapse");
        if (Is(property, "font-size")) return Number(value) == 0;
        var isOffset = Is(property, "left") || Is(property, "top") || Is(property, "text-indent") || Is(property, "margin-left")
            || Is(property, "margin-top");
        return isOffset && Number(value) <= OffScreenPixels;
    }

    private static bool Is(ReadOnlySpan<char> text, string name) => text.Equals(name, StringComparison.OrdinalIgnoreCase);

    /// <summary>The number that a CSS length begins with, or null.</summary>
    private static double? Number(ReadOnlySpan<char> value)
    {
        var end = value.IndexOfAnyExcept("+-.0123456789");
        return double.TryParse(
            end < 0 ? value : value[..end], NumberStyles.Float, CultureInfo.InvariantCulture, out var number) ? number : null;
    }
}

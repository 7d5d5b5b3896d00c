using System.Globalization;

namespace LinkWatch.Links;

/// <summary>
/// Unicode ToASCII (UTS 46, non-transitional) as the URL standard calls it, label by label:
/// <see cref="IdnMapping"/> maps and validates a label, but refuses empty ones, which URLs may have.
/// </summary>
internal static class Idna
{
    private static readonly IdnMapping Mapping = new() { AllowUnassigned = false, UseStd3AsciiRules = false };

    /// <summary>The domain in lower-case ASCII, or null on failure.</summary>
    public static string? ToAscii(string domain)
    {
        var labels = domain.Split('.', '\u3002', '\uFF0E', '\uFF61');
        for (var i = 0; i < labels.Length; i++)
        {
            if (LabelToAscii(labels[i]) is not { } label) return null;
            labels[i] = label;
        }

        return string.Join('.', labels);
    }

    private static string? LabelToAscii(string label)
    {
        var visible = string.Concat(label.Where(c => !IsIgnored(c)));
        if (System.Text.Ascii.IsValid(visible) && !visible.StartsWith("xn--", StringComparison.OrdinalIgnoreCase)) return visible.ToLowerInvariant();
        try
        {
            return Mapping.GetAscii(visible);
        }
        catch (ArgumentException)
        {
            return null;
        }
    }

    /// <summary>What UTS 46 maps to nothing: a label of nothing else is empty.</summary>
    private static bool IsIgnored(char c) => c is '\u00AD' or '\u034F' or '\u180B' or '\u180C' or '\u180D' or '\u180F' or '\u200B' or '\u2060' or '\u2064' or '\uFEFF'
        or (>= '\uFE00' and <= '\uFE0F');
}

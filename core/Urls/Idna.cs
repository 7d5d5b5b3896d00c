using System.Globalization;
using System.Text;

namespace LinkWatch.Urls;

/// <summary>
/// Unicode ToASCII (UTS 46, non-transitional) as the URL standard calls it: hyphens may stand anywhere, labels may be long.
/// <see cref="IdnMapping"/> knows the tables but refuses such hyphens and lengths, so it maps what lies between hyphens and the rest is
/// ours. The bidi rule is not enforced: .NET does not expose a character's direction, and a name that breaks the rule cannot be registered.
/// </summary>
internal static class Idna
{
    /// <summary>
    /// No name in DNS is longer in any form; without a limit a page could hold a core with one link, for punycode takes quadratic time.
    /// </summary>
    private const int MaxLength = 255;

    private static readonly IdnMapping Mapping = new() { AllowUnassigned = false, UseStd3AsciiRules = false };

    /// <summary>The domain in lower-case ASCII, or null on failure.</summary>
    public static string? ToAscii(string domain)
    {
        if (domain.Length > MaxLength) return null;
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
        var pieces = Visible(label).Split('-');
        for (var i = 0; i < pieces.Length; i++)
        {
            if (Map(pieces[i]) is not { } piece) return null;
            pieces[i] = piece;
        }

        var mapped = string.Join('-', pieces);
        var isPunycode = mapped.StartsWith("xn--", StringComparison.Ordinal);
        if (Ascii.IsValid(mapped)) return isPunycode ? OrNull(Mapping.GetAscii, mapped) : mapped;
        return isPunycode ? null : "xn--" + Punycode.Encode(mapped);
    }

    /// <summary>
    /// Mapped and validated. No mapping reaches over a hyphen, so the pieces between hyphens may be mapped one by one.
    /// Through punycode, because GetUnicode returns its input if it finds only a difference of case (theta's variants count as one).
    /// What is too long for GetAscii is mapped without it.
    /// </summary>
    private static string? Map(string piece)
    {
        if (Ascii.IsValid(piece)) return piece;
        var text = piece.Length < 40 ? OrNull(Mapping.GetAscii, piece) : piece;
        return text is null ? null : OrNull(Mapping.GetUnicode, text);
    }

    private static string? OrNull(Func<string, string> map, string text)
    {
        try
        {
            return map(text);
        }
        catch (ArgumentException)
        {
            return null;
        }
    }

    /// <summary>
    /// In lower case, for the machine's tables may be too old to know the mappings of some capitals, and an id must not depend on the
    /// machine; without what maps to nothing, for a label of nothing else is empty and not refused.
    /// </summary>
    private static string Visible(string label) => string.Concat(label.ToLowerInvariant().Where(c => !IsIgnored(c)));

    private static bool IsIgnored(char c) =>
        c is '\u00AD' or '\u034F' or '\u115F' or '\u1160' or '\u17B4' or '\u17B5' or (>= '\u180B' and <= '\u180F')
            or '\u200B' or (>= '\u2060'
                and <= '\u2064') or (>= '\u206A' and <= '\u206F') or '\u3164' or (>= '\uFE00' and <= '\uFE0F') or '\uFEFF' or '\uFFA0';
}

/// <summary>Punycode's encoder (RFC 3492, 6.3), with the parameters that domain names use.</summary>
internal static class Punycode
{
    private const int Base = 36;
    private const int FirstCode = 128;

    public static string Encode(string label)
    {
        var points = label.EnumerateRunes().Select(r => r.Value).ToArray();
        var output = new StringBuilder();
        foreach (var point in points.Where(p => p < FirstCode)) output.Append((char)point);
        var basic = output.Length;
        if (basic > 0) output.Append('-');

        var (code, delta, bias, handled) = (FirstCode, 0L, 72, basic);
        foreach (var next in points.Where(p => p >= FirstCode).Distinct().Order())
        {
            delta += (long)(next - code) * (handled + 1);
            code = next;
            foreach (var point in points)
            {
                if (point < code) delta++;
                if (point != code) continue;
                AppendVariableLength(output, delta, bias);
                bias = Adapt(delta, handled + 1, isFirst: handled == basic);
                delta = 0;
                handled++;
            }

            delta++;
            code++;
        }

        return output.ToString();
    }

    private static void AppendVariableLength(StringBuilder output, long value, int bias)
    {
        for (var k = Base; ; k += Base)
        {
            var threshold = Math.Clamp(k - bias, 1, 26);
            if (value < threshold) break;
            output.Append(Digit(threshold + ((value - threshold) % (Base - threshold))));
            value = (value - threshold) / (Base - threshold);
        }

        output.Append(Digit(value));
    }

    private static int Adapt(long delta, int handled, bool isFirst)
    {
        delta = isFirst ? delta / 700 : delta / 2;
        delta += delta / handled;
        var k = 0;
        for (; delta > 455; k += Base) delta /= Base - 1;
        return k + (int)(Base * delta / (delta + 38));
    }

    private static char Digit(long value) => (char)(value < 26 ? 'a' + value : '0' + value - 26);
}

using System.Text;

namespace LinkWatch.Urls;

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

using System.Globalization;
using System.Text;

namespace LinkWatch.Urls;

/// <summary>The IPv6 parser and serialiser (https://url.spec.whatwg.org/#concept-ipv6-parser).</summary>
internal static class Ipv6Host
{
    /// <summary>The address as it is written in a URL, in brackets and compressed; null on failure.</summary>
    public static string? Parse(ReadOnlySpan<char> input)
    {
        Span<ushort> pieces = stackalloc ushort[8];
        pieces.Clear();
        return TryParse(input, pieces) ? Serialize(pieces) : null;
    }

    private static bool TryParse(ReadOnlySpan<char> input, Span<ushort> pieces)
    {
        var count = 0;
        // Where "::" was: it stands for at least one piece, which is counted with it.
        var compress = -1;
        if (input.StartsWith("::"))
        {
            input = input[2..];
            compress = ++count;
        }

        while (!input.IsEmpty)
        {
            if (count == 8) return false;
            if (input[0] == ':')
            {
                if (compress >= 0 || count == 0) return false;
                compress = ++count;
                input = input[1..];
                continue;
            }

            var length = HexLength(input);
            if (length < input.Length && input[length] == '.')
            {
                if (length == 0 || count > 6 || !TryParseIpv4(input, pieces[count..])) return false;
                count += 2;
                break;
            }

            if (length == 0) return false;
            pieces[count++] = ushort.Parse(input[..length], NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture);
            input = input[length..];
            if (input.IsEmpty) break;
            if (input[0] != ':' || input.Length == 1) return false;
            input = input[1..];
        }

        if (compress < 0) return count == 8;
        var moved = count - compress;
        pieces[compress..count].CopyTo(pieces[^moved..]);
        pieces[compress..(8 - moved)].Clear();
        return true;
    }

    private static int HexLength(ReadOnlySpan<char> input)
    {
        var length = 0;
        while (length < Math.Min(4, input.Length) && char.IsAsciiHexDigit(input[length])) length++;
        return length;
    }

    /// <summary>Four decimal numbers without leading zeros, to the end of the input.</summary>
    private static bool TryParseIpv4(ReadOnlySpan<char> input, Span<ushort> pieces)
    {
        var seen = 0;
        foreach (var range in input.Split('.'))
        {
            var part = input[range];
            if (seen == 4 || part.IsEmpty || part.Length > 3 || part.ContainsAnyExceptInRange('0', '9')
                || (part.Length > 1 && part[0] == '0'))
                return false;
            var number = int.Parse(part, NumberStyles.None, CultureInfo.InvariantCulture);
            if (number > 255) return false;
            pieces[seen / 2] = (ushort)((pieces[seen / 2] << 8) + number);
            seen++;
        }

        return seen == 4;
    }

    private static string Serialize(ReadOnlySpan<ushort> pieces)
    {
        var (start, length) = LongestZeros(pieces);
        var text = new StringBuilder("[");
        for (var i = 0; i < 8; i++)
        {
            if (i == start)
            {
                text.Append(i == 0 ? "::" : ":");
                i += length - 1;
                continue;
            }

            text.Append(CultureInfo.InvariantCulture, $"{pieces[i]:x}");
            if (i < 7) text.Append(':');
        }

        return text.Append(']').ToString();
    }

    /// <summary>The first of the longest runs of two or more zeros, or (-1, 0).</summary>
    private static (int Start, int Length) LongestZeros(ReadOnlySpan<ushort> pieces)
    {
        var (start, length) = (-1, 1);
        for (var i = 0; i < 8; i++)
        {
            var run = pieces[i..].IndexOfAnyExcept((ushort)0) is var end and >= 0 ? end : 8 - i;
            if (run > length) (start, length) = (i, run);
        }

        return (start, length);
    }
}

using System.Buffers;
using System.IO.Hashing;
using System.Text;
using LinkWatch.Urls;

namespace LinkWatch.Ranking;

/// <summary>A domain as rank lists are searched for it: XXH3 of its name in lower-case ASCII (punycode).</summary>
public static class RankName
{
    private const int MaxLength = 253;

    private static readonly SearchValues<byte> Allowed = SearchValues.Create("abcdefghijklmnopqrstuvwxyz0123456789-_."u8);

    /// <summary>The hash of a domain in any case, Unicode or punycode; null if it is no domain name.</summary>
    public static ulong? HashOf(string domain) => TryHash(Encoding.UTF8.GetBytes(domain), isReversed: false, out var hash) ? hash : null;

    /// <param name="listed">The name in UTF-8.</param>
    /// <param name="isReversed">Whether its labels stand in reverse: <c>com.example</c>.</param>
    /// <param name="hash">The hash of the name.</param>
    /// <returns>Whether it is a domain name.</returns>
    public static bool TryHash(ReadOnlySpan<byte> listed, bool isReversed, out ulong hash)
    {
        hash = 0;
        if (listed.EndsWith("."u8)) listed = listed[..^1];
        if (listed.Length is 0 or > MaxLength) return false;
        Span<byte> name = stackalloc byte[MaxLength];
        if (Ascii.ToLower(listed, name, out var length) != OperationStatus.Done) return TryHashUnicode(listed, isReversed, out hash);
        name = name[..length];
        if (name.ContainsAnyExcept(Allowed) || name[0] == '.' || name[^1] == '.' || name.IndexOf(".."u8) >= 0) return false;
        if (isReversed) ReverseLabels(name);
        hash = XxHash3.HashToUInt64(name);
        return true;
    }

    private static bool TryHashUnicode(ReadOnlySpan<byte> listed, bool isReversed, out ulong hash)
    {
        hash = 0;
        var text = Encoding.UTF8.GetString(listed);
        if (isReversed) text = string.Join('.', text.Split('.').Reverse());
        return Idna.ToAscii(text) is { } ascii && Ascii.IsValid(ascii)
            && TryHash(Encoding.ASCII.GetBytes(ascii), isReversed: false, out hash);
    }

    private static void ReverseLabels(Span<byte> name)
    {
        name.Reverse();
        for (var rest = name; ;)
        {
            var dot = rest.IndexOf((byte)'.');
            if (dot < 0)
            {
                rest.Reverse();
                return;
            }

            rest[..dot].Reverse();
            rest = rest[(dot + 1)..];
        }
    }
}

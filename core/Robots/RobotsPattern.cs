using System.Buffers;
using System.Globalization;
using System.Text;

namespace LinkWatch.Robots;

/// <summary>A path pattern: a prefix, in which <c>*</c> is any run of characters and a closing <c>$</c> the end of the path.</summary>
internal static class RobotsPattern
{
    /// <summary>Up to here the vectorised search is used: its worst case is the product of both lengths.</summary>
    private const int ShortPiece = 32;

    /// <summary>The pattern in ASCII: bytes above 7F percent-encoded, escapes in upper case.</summary>
    public static string Escape(ReadOnlySpan<byte> written)
    {
        var pattern = new StringBuilder(written.Length);
        for (var i = 0; i < written.Length; i++)
        {
            if (RobotsPath.IsEscape(written[i..]))
            {
                pattern.Append('%').Append(char.ToUpperInvariant((char)written[i + 1])).Append(char.ToUpperInvariant((char)written[i + 2]));
                i += 2;
            }
            else if (written[i] > 0x7F)
            {
                pattern.Append(CultureInfo.InvariantCulture, $"%{written[i]:X2}");
            }
            else
            {
                pattern.Append((char)written[i]);
            }
        }

        return pattern.ToString();
    }

    /// <summary>
    /// Taking each piece between stars at its first place is enough, for the next star skips what a later place would.
    /// So the path is gone through once: a backtracking matcher takes exponential time for <c>*a*a*a*…b</c>.
    /// </summary>
    public static bool Matches(ReadOnlySpan<char> pattern, ReadOnlySpan<char> path)
    {
        var isAnchored = pattern.EndsWith('$');
        if (isAnchored) pattern = pattern[..^1];
        var star = pattern.IndexOf('*');
        if (star < 0) return isAnchored ? path.SequenceEqual(pattern) : path.StartsWith(pattern);
        if (!path.StartsWith(pattern[..star])) return false;
        path = path[star..];
        pattern = pattern[(star + 1)..];
        for (star = pattern.IndexOf('*'); star >= 0; star = pattern.IndexOf('*'))
        {
            var at = Find(pattern[..star], path);
            if (at < 0) return false;
            path = path[(at + star)..];
            pattern = pattern[(star + 1)..];
        }

        return isAnchored ? path.EndsWith(pattern) : Find(pattern, path) >= 0;
    }

    private static int Find(ReadOnlySpan<char> piece, ReadOnlySpan<char> path)
    {
        if (piece.Length <= ShortPiece) return path.IndexOf(piece);
        if (piece.Length > path.Length) return -1;
        var borders = ArrayPool<int>.Shared.Rent(piece.Length);
        try
        {
            return FindLong(piece, path, borders);
        }
        finally
        {
            ArrayPool<int>.Shared.Return(borders);
        }
    }

    /// <summary>
    /// Knuth, Morris and Pratt: linear whatever the piece. <c>borders[i]</c>: how much of the piece to keep when it fails behind i.
    /// </summary>
    private static int FindLong(ReadOnlySpan<char> piece, ReadOnlySpan<char> path, Span<int> borders)
    {
        borders[0] = 0;
        for (int i = 1, kept = 0; i < piece.Length; i++)
        {
            while (kept > 0 && piece[i] != piece[kept]) kept = borders[kept - 1];
            borders[i] = piece[i] == piece[kept] ? ++kept : kept;
        }

        for (int i = 0, kept = 0; i < path.Length; i++)
        {
            while (kept > 0 && path[i] != piece[kept]) kept = borders[kept - 1];
            if (path[i] == piece[kept]) kept++;
            if (kept == piece.Length) return i + 1 - kept;
        }

        return -1;
    }
}

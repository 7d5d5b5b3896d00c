using System.Text;

namespace LinkWatch.Html.Encodings;

/// <summary>
/// A double-byte encoding that, like browsers, reads a lead byte without its second byte as one U+FFFD and goes on with what follows.
/// .NET's own decoders take the next byte with it, whatever it is: after a text cut in mid-character, as old CMSes
/// cut their teasers, the <c>&lt;</c> or <c>"</c> would be gone, and with it the link.
/// </summary>
/// <param name="inner">.NET's encoding.</param>
/// <param name="leads">First byte of a pair.</param>
/// <param name="lowestTrail">The lowest second byte of a pair.</param>
internal sealed class TolerantDoubleByte(Encoding inner, (byte From, byte To)[] leads, byte lowestTrail) : Encoding
{
    public override int GetByteCount(char[] chars, int index, int count) => inner.GetByteCount(chars, index, count);

    public override int GetBytes(char[] chars, int charIndex, int charCount, byte[] bytes, int byteIndex) =>
        inner.GetBytes(chars, charIndex, charCount, bytes, byteIndex);

    public override int GetMaxByteCount(int charCount) => inner.GetMaxByteCount(charCount);

    public override int GetMaxCharCount(int byteCount) => inner.GetMaxCharCount(byteCount);

    public override int GetCharCount(byte[] bytes, int index, int count)
    {
        var total = 0;
        for (var end = index + count; index < end;)
        {
            var length = WholeLength(bytes.AsSpan(index, end - index));
            total += inner.GetCharCount(bytes, index, length);
            index += length;
            if (index >= end) break;
            total++;
            index++;
        }

        return total;
    }

    public override int GetChars(byte[] bytes, int byteIndex, int byteCount, char[] chars, int charIndex)
    {
        var start = charIndex;
        for (var end = byteIndex + byteCount; byteIndex < end;)
        {
            var length = WholeLength(bytes.AsSpan(byteIndex, end - byteIndex));
            charIndex += inner.GetChars(bytes, byteIndex, length, chars, charIndex);
            byteIndex += length;
            if (byteIndex >= end) break;
            chars[charIndex++] = '\uFFFD';
            byteIndex++;
        }

        return charIndex - start;
    }

    /// <summary>How many bytes come before the first lead byte that lacks its second byte.</summary>
    private int WholeLength(ReadOnlySpan<byte> bytes)
    {
        var i = 0;
        while (i < bytes.Length)
        {
            var next = bytes[i..].IndexOfAnyExceptInRange((byte)0, (byte)0x7F);
            if (next < 0) return bytes.Length;
            i += next;
            if (!IsLead(bytes[i])) i++;
            else if (i + 1 < bytes.Length && bytes[i + 1] >= lowestTrail) i += 2;
            else return i;
        }

        return i;
    }

    private bool IsLead(byte b)
    {
        foreach (var (from, to) in leads)
        {
            if (b >= from && b <= to) return true;
        }

        return false;
    }
}

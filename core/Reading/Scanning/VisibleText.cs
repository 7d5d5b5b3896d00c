using System.Buffers;
using System.Numerics;
using System.Runtime.Intrinsics;

namespace LinkWatch.Reading.Scanning;

/// <summary>
/// The beginning of what a visitor reads, white space folded, and the length of all of it. Past the beginning the text is not decoded but
/// counted, sixteen bytes at a time: what looks like a character reference is then one character, and only ASCII white space folds.
/// </summary>
/// <param name="sample">Holds the beginning; as much is kept as it is long.</param>
internal ref struct VisibleText(Span<char> sample)
{
    private static readonly SearchValues<byte> ReferenceBytes = SearchValues.Create("#abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789"u8);

    private readonly Span<char> sample = sample;
    private int kept;
    private bool isApart;

    /// <summary>In characters.</summary>
    public int Length { get; private set; }

    public override readonly string ToString() =>
        sample[..(kept > 0 && char.IsHighSurrogate(sample[kept - 1]) ? kept - 1 : kept)].ToString();

    /// <summary>What comes next is another word.</summary>
    public void Break() => isApart = true;

    /// <summary>Takes the text of <paramref name="page"/> from <paramref name="start"/> to <paramref name="end"/>.</summary>
    public void Append(ReadOnlySpan<byte> page, int start, int end)
    {
        if (kept < sample.Length) start = Sample(page, start, end);
        if (start < end) Count(page, start, end);
    }

    /// <summary>Where the text goes on when the sample is full.</summary>
    private int Sample(ReadOnlySpan<byte> page, int start, int end)
    {
        for (; start < end && kept < sample.Length; start++)
        {
            var c = page[start];
            if (c is (byte)'&' or >= 0x80)
            {
                var rest = page[start..end];
                var length = rest.IndexOfAny(" \t\n\r\f"u8);
                if (length < 0) length = rest.Length;
                foreach (var meant in CharacterReferences.Decode(rest[..length], inAttribute: false)) Keep(meant);
                start += length - 1;
            }
            else
            {
                Keep((char)c);
            }
        }

        return start;
    }

    private void Keep(char c)
    {
        if (char.IsWhiteSpace(c))
        {
            isApart = true;
            return;
        }

        if (isApart && Length > 0) Put(' ');
        isApart = false;
        Put(c);
    }

    private void Put(char c)
    {
        Length++;
        if (kept < sample.Length) sample[kept++] = c;
    }

    private void Count(ReadOnlySpan<byte> page, int start, int end)
    {
        while (start < end)
        {
            var bytes = start + Vector128<byte>.Count <= page.Length ? Vector128.Create(page.Slice(start, Vector128<byte>.Count)) : Padded(page[start..end]);
            var references = Vector128.Equals(bytes, Vector128.Create((byte)'&')).ExtractMostSignificantBits();
            var length = Math.Min(end - start, Math.Min(Vector128<byte>.Count, BitOperations.TrailingZeroCount(references)));
            if (length > 0) Count(bytes, length);
            start += length;
            if (start < end && page[start] == '&') start = CountReference(page[start..end]) + start;
        }
    }

    /// <summary>Length of what stands for one character, or for a space, at the beginning of <paramref name="text"/>.</summary>
    private int CountReference(ReadOnlySpan<byte> text)
    {
        var end = text[1..].IndexOfAnyExcept(ReferenceBytes) + 1;
        var isReference = end > 1 && text[end] == ';';
        if (isReference && text[1..end].SequenceEqual("nbsp"u8)) isApart = true;
        else Keep('&');
        return isReference ? end + 1 : 1;
    }

    /// <summary>Every byte that begins a character counts, and one space for each word that follows another.</summary>
    private void Count(Vector128<byte> bytes, int length)
    {
        var mask = (1u << length) - 1;
        var spaces = (Vector128.Equals(bytes, Vector128.Create((byte)' '))
            | Vector128.LessThan(bytes - Vector128.Create((byte)'\t'), Vector128.Create((byte)('\r' - '\t' + 1)))).ExtractMostSignificantBits();
        var continuations = Vector128.LessThan(bytes.AsSByte(), Vector128.Create((sbyte)-64)).ExtractMostSignificantBits();
        var wordStarts = ~spaces & ((spaces << 1) | (isApart ? 1u : 0));
        Length += BitOperations.PopCount(~(spaces | continuations) & mask) + BitOperations.PopCount(wordStarts & mask);
        isApart = ((spaces >> (length - 1)) & 1) != 0;
    }

    private static Vector128<byte> Padded(ReadOnlySpan<byte> rest)
    {
        Span<byte> padded = stackalloc byte[Vector128<byte>.Count];
        padded.Clear();
        rest.CopyTo(padded);
        return Vector128.Create<byte>(padded);
    }
}

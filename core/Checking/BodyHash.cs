using System.Buffers.Binary;
using System.Globalization;
using System.Numerics;

namespace LinkWatch.Checking;

/// <summary>
/// Tells whether a body is the one of the last visit: XXH64 (https://github.com/Cyan4973/xxHash, doc/xxhash_spec.md), seed 0.
/// </summary>
/// <remarks>
/// Not SHA-256, which takes longer than reading the page where the processor has no instructions for it. Nothing is lost by it: a server
/// that wants to pass a changed page off as an old one need not make a collision, it can answer 304; unconditional visits do not ask the hash.
/// </remarks>
internal static class BodyHash
{
    private const ulong P1 = 0x9E3779B185EBCA87;
    private const ulong P2 = 0xC2B2AE3D27D4EB4F;
    private const ulong P3 = 0x165667B19E3779F9;
    private const ulong P4 = 0x85EBCA77C2B2AE63;
    private const ulong P5 = 0x27D4EB2F165667C5;

    /// <summary>Sixteen hexadecimal digits.</summary>
    public static string Of(ReadOnlySpan<byte> body) => Hash(body).ToString("x16", CultureInfo.InvariantCulture);

    private static ulong Hash(ReadOnlySpan<byte> rest)
    {
        var length = (ulong)rest.Length;
        var hash = (rest.Length < 32 ? P5 : Stripes(ref rest)) + length;
        for (; rest.Length >= 8; rest = rest[8..])
            hash = (BitOperations.RotateLeft(hash ^ Round(0, BinaryPrimitives.ReadUInt64LittleEndian(rest)), 27) * P1) + P4;
        if (rest.Length >= 4)
        {
            hash = (BitOperations.RotateLeft(hash ^ (BinaryPrimitives.ReadUInt32LittleEndian(rest) * P1), 23) * P2) + P3;
            rest = rest[4..];
        }

        foreach (var b in rest) hash = BitOperations.RotateLeft(hash ^ (b * P5), 11) * P1;
        hash = (hash ^ (hash >> 33)) * P2;
        hash = (hash ^ (hash >> 29)) * P3;
        return hash ^ (hash >> 32);
    }

    /// <summary>Four lanes of eight bytes at a time; what is left over stays in <paramref name="rest"/>.</summary>
    private static ulong Stripes(ref ReadOnlySpan<byte> rest)
    {
        var (a, b, c, d) = (unchecked(P1 + P2), P2, 0UL, unchecked(0 - P1));
        for (; rest.Length >= 32; rest = rest[32..])
        {
            a = Round(a, BinaryPrimitives.ReadUInt64LittleEndian(rest));
            b = Round(b, BinaryPrimitives.ReadUInt64LittleEndian(rest[8..]));
            c = Round(c, BinaryPrimitives.ReadUInt64LittleEndian(rest[16..]));
            d = Round(d, BinaryPrimitives.ReadUInt64LittleEndian(rest[24..]));
        }

        var hash = BitOperations.RotateLeft(a, 1) + BitOperations.RotateLeft(b, 7);
        hash += BitOperations.RotateLeft(c, 12) + BitOperations.RotateLeft(d, 18);
        return Merge(Merge(Merge(Merge(hash, a), b), c), d);
    }

    private static ulong Round(ulong lane, ulong input) => BitOperations.RotateLeft(lane + (input * P2), 31) * P1;

    private static ulong Merge(ulong hash, ulong lane) => ((hash ^ Round(0, lane)) * P1) + P4;
}

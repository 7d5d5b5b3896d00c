using System.Buffers.Binary;
using System.IO.Hashing;
using System.Text;

namespace LinkWatch.Ranking;

/// <summary>The beginning of a <see cref="RankFile"/>.</summary>
/// <param name="Kind">Whose list it is.</param>
/// <param name="Release">Which one.</param>
/// <param name="ImportedAt">When it was imported.</param>
/// <param name="Entries">How many domains are in the file.</param>
/// <param name="Domains">How many domains the list ranks: the lowest position, if some lines could not be read.</param>
/// <param name="BucketBits">How many of a hash's first bits name its bucket.</param>
public sealed record RankHeader(RankKind Kind, string Release, DateTimeOffset ImportedAt, long Entries, long Domains, int BucketBits)
{
    /// <summary>The longest name of a release, in bytes of UTF-8.</summary>
    public const int MaxRelease = 200;

    internal const int Size = 512;
    internal const int StartSize = 4;
    internal const int HashSize = 6;
    internal const int EntrySize = HashSize + 4;

    private const ushort Version = 1;
    private const int ReleaseAt = 42;
    private const int ChecksumAt = Size - 8;

    private static ReadOnlySpan<byte> Magic => "LWRANKS\n"u8;

    /// <summary>Where the entries begin: after the header and the number of the first entry of each bucket.</summary>
    internal long EntriesAt => Size + (StartSize * ((1L << BucketBits) + 1));

    internal long FileLength => EntriesAt + (EntrySize * Entries);

    internal int BucketOf(ulong hash) => BucketBits == 0 ? 0 : (int)(hash >> (64 - BucketBits));

    internal byte[] Write()
    {
        var bytes = new byte[Size];
        Magic.CopyTo(bytes);
        BinaryPrimitives.WriteUInt16LittleEndian(bytes.AsSpan(8), Version);
        bytes[10] = (byte)Kind;
        bytes[11] = (byte)BucketBits;
        BinaryPrimitives.WriteInt64LittleEndian(bytes.AsSpan(16), Entries);
        BinaryPrimitives.WriteInt64LittleEndian(bytes.AsSpan(24), Domains);
        BinaryPrimitives.WriteInt64LittleEndian(bytes.AsSpan(32), ImportedAt.ToUnixTimeSeconds());
        var length = Encoding.UTF8.GetBytes(Release, bytes.AsSpan(ReleaseAt, MaxRelease));
        BinaryPrimitives.WriteUInt16LittleEndian(bytes.AsSpan(ReleaseAt - 2), (ushort)length);
        BinaryPrimitives.WriteUInt64LittleEndian(bytes.AsSpan(ChecksumAt), XxHash3.HashToUInt64(bytes.AsSpan(0, ChecksumAt)));
        return bytes;
    }

    /// <exception cref="RankListException">It is no rank file, one of another version, or not whole.</exception>
    internal static RankHeader Read(ReadOnlySpan<byte> bytes, long fileLength)
    {
        if (!bytes.StartsWith(Magic)) throw new RankListException("it is no rank file of LinkWatch");
        if (bytes.Length < Size) throw new RankListException("it is cut off; import the list again");
        if (BinaryPrimitives.ReadUInt16LittleEndian(bytes[8..]) is var version and not Version)
            throw new RankListException($"it is of version {version}, and this is for version {Version}; import the list again");
        if (XxHash3.HashToUInt64(bytes[..ChecksumAt]) != BinaryPrimitives.ReadUInt64LittleEndian(bytes[ChecksumAt..]))
            throw new RankListException("its header is damaged; import the list again");
        var header = new RankHeader(
            (RankKind)bytes[10],
            Encoding.UTF8.GetString(bytes.Slice(ReleaseAt, BinaryPrimitives.ReadUInt16LittleEndian(bytes[(ReleaseAt - 2)..]))),
            DateTimeOffset.FromUnixTimeSeconds(BinaryPrimitives.ReadInt64LittleEndian(bytes[32..])),
            BinaryPrimitives.ReadInt64LittleEndian(bytes[16..]),
            BinaryPrimitives.ReadInt64LittleEndian(bytes[24..]),
            bytes[11]);
        return header.FileLength == fileLength
            ? header
            : throw new RankListException(
                $"it has {fileLength} bytes, but its header says {header.FileLength}; import the list again");
    }
}

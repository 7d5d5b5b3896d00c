using System.Buffers;
using System.Buffers.Binary;
using System.Globalization;

namespace LinkWatch.Ranking;

/// <summary>Where a domain stands in a rank list.</summary>
/// <param name="Position">From 1, the best.</param>
/// <param name="Domains">How many domains the list ranks.</param>
public sealed record RankPlace(long Position, long Domains)
{
    /// <summary>The share of domains that rank no worse: 1 is the best hundredth.</summary>
    public double Percentile => 100.0 * Position / Domains;

    /// <summary>The same for people, in two digits that say something: <c>top 1.2 %</c>.</summary>
    public string Top
    {
        get
        {
            var digits = Math.Clamp(1 - (int)Math.Floor(Math.Log10(Percentile)), 0, 15);
            return "top " + Math.Round(Percentile, digits).ToString("0.###############", CultureInfo.InvariantCulture) + " %";
        }
    }
}

/// <summary>
/// An imported rank list, which answers from the file with two reads. The first bits of a domain's hash name its bucket;
/// one read finds where the bucket begins and ends, and one reads it. docs/ranks.md has the format.
/// </summary>
public sealed class RankFile
{
    /// <summary>Hashes are even: a bucket of more entries is no bucket.</summary>
    private const int MaxBucket = 1 << 16;

    private const ulong KeptBits = (1UL << (8 * RankHeader.HashSize)) - 1;

    private readonly IRankSource source;

    private RankFile(IRankSource source, RankHeader header) => (this.source, Header) = (source, header);

    public RankHeader Header { get; }

    /// <exception cref="RankListException">It is no rank file, one of another version, or not whole.</exception>
    public static async Task<RankFile> OpenAsync(IRankSource source, CancellationToken cancellationToken)
    {
        var bytes = new byte[Math.Min(RankHeader.Size, source.Length)];
        await source.ReadAsync(0, bytes, cancellationToken);
        return new RankFile(source, RankHeader.Read(bytes, source.Length));
    }

    /// <param name="domain">In any case, Unicode or punycode.</param>
    /// <param name="cancellationToken">Stops it.</param>
    /// <returns>Its place; null if it is not in the list, which says nothing about it.</returns>
    /// <exception cref="RankListException">The file is damaged.</exception>
    public async ValueTask<RankPlace?> FindAsync(string domain, CancellationToken cancellationToken)
    {
        if (RankName.HashOf(domain) is not { } hash) return null;
        var buffer = ArrayPool<byte>.Shared.Rent(2 * RankHeader.StartSize);
        try
        {
            var (first, next) = await BucketAsync(hash, buffer, cancellationToken);
            var length = (int)(next - first) * RankHeader.EntrySize;
            if (length > buffer.Length)
            {
                ArrayPool<byte>.Shared.Return(buffer);
                buffer = ArrayPool<byte>.Shared.Rent(length);
            }

            await source.ReadAsync(Header.EntriesAt + (first * RankHeader.EntrySize), buffer.AsMemory(0, length), cancellationToken);
            return Find(hash, buffer.AsSpan(0, length)) is { } position ? new RankPlace(position, Header.Domains) : null;
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(buffer);
        }
    }

    private async ValueTask<(long First, long Next)> BucketAsync(ulong hash, byte[] buffer, CancellationToken cancellationToken)
    {
        var at = RankHeader.Size + ((long)RankHeader.StartSize * Header.BucketOf(hash));
        await source.ReadAsync(at, buffer.AsMemory(0, 2 * RankHeader.StartSize), cancellationToken);
        long first = BinaryPrimitives.ReadUInt32LittleEndian(buffer);
        long next = BinaryPrimitives.ReadUInt32LittleEndian(buffer.AsSpan(RankHeader.StartSize));
        return first <= next && next <= Header.Entries && next - first <= MaxBucket
            ? (first, next)
            : throw new RankListException("it is damaged; import the list again");
    }

    private static uint? Find(ulong hash, ReadOnlySpan<byte> bucket)
    {
        for (; bucket.Length > 0; bucket = bucket[RankHeader.EntrySize..])
        {
            ulong high = BinaryPrimitives.ReadUInt16LittleEndian(bucket[4..]);
            var kept = (high << 32) | BinaryPrimitives.ReadUInt32LittleEndian(bucket);
            if (kept == (hash & KeptBits)) return BinaryPrimitives.ReadUInt32LittleEndian(bucket[RankHeader.HashSize..]);
        }

        return null;
    }
}

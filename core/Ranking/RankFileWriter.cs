using System.Buffers.Binary;
using System.Numerics;
using System.Runtime.InteropServices;

namespace LinkWatch.Ranking;

/// <summary>Writes a <see cref="RankFile"/> from domains that come by their hashes.</summary>
public sealed class RankFileWriter : IRankSink
{
    /// <summary>At most, on average: a look-up reads about a kilobyte, and the starts take 0.06 bytes a domain at most.</summary>
    private const int MeanBucket = 128;

    private const int BufferedEntries = 8192;

    private readonly Stream output;
    private readonly byte[] buffer = new byte[BufferedEntries * RankHeader.EntrySize];
    private readonly uint[] starts;
    private RankHeader header;
    private int buffered;
    private long entries;
    private uint lowest;
    private int bucketsStarted;

    /// <param name="output">The file; empty.</param>
    /// <param name="kind">Whose list it is.</param>
    /// <param name="release">Which one.</param>
    /// <param name="importedAt">When.</param>
    /// <param name="atMost">How many domains will come, at most.</param>
    public RankFileWriter(Stream output, RankKind kind, string release, DateTimeOffset importedAt, long atMost)
    {
        if (atMost > uint.MaxValue) throw new RankListException($"it has more than {uint.MaxValue} domains");
        this.output = output;
        var buckets = BitOperations.RoundUpToPowerOf2((ulong)Math.Max(1, (atMost + MeanBucket - 1) / MeanBucket));
        header = new RankHeader(kind, release, importedAt, Entries: 0, Domains: 0, BitOperations.Log2(buckets));
        starts = new uint[buckets + 1];
        output.Position = header.EntriesAt;
    }

    public void Add(ulong hash, uint position)
    {
        for (var bucket = header.BucketOf(hash); bucketsStarted <= bucket;) starts[bucketsStarted++] = (uint)entries;
        var entry = buffer.AsSpan(buffered * RankHeader.EntrySize, RankHeader.EntrySize);
        BinaryPrimitives.WriteUInt32LittleEndian(entry, (uint)hash);
        BinaryPrimitives.WriteUInt16LittleEndian(entry[4..], (ushort)(hash >> 32));
        BinaryPrimitives.WriteUInt32LittleEndian(entry[RankHeader.HashSize..], position);
        entries++;
        lowest = Math.Max(lowest, position);
        if (++buffered == BufferedEntries) Flush();
    }

    /// <summary>Writes the rest; without it, the file is none.</summary>
    public RankHeader Complete()
    {
        Flush();
        while (bucketsStarted < starts.Length) starts[bucketsStarted++] = (uint)entries;
        header = header with { Entries = entries, Domains = Math.Max(entries, lowest) };
        output.Position = 0;
        output.Write(header.Write());
        if (!BitConverter.IsLittleEndian) BinaryPrimitives.ReverseEndianness(starts, starts);
        output.Write(MemoryMarshal.AsBytes(starts.AsSpan()));
        return header;
    }

    private void Flush()
    {
        output.Write(buffer, 0, buffered * RankHeader.EntrySize);
        buffered = 0;
    }
}

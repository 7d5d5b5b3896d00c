using System.Runtime.InteropServices;

namespace LinkWatch.Ranking;

/// <summary>
/// Sorts the domains of a rank list by their hashes, in bounded memory: hashes are even, so their first byte deals the domains
/// into parts of a size, each small enough to be sorted in memory. A part's chunks go to a file as they fill.
/// </summary>
/// <param name="spill">What does not fit into memory is written here and read back; empty.</param>
/// <param name="chunkLength">How many domains of a part are held until they are written.</param>
public sealed class RankSorter(Stream spill, int chunkLength = 4096) : IRankSink
{
    /// <summary>How many parts there are.</summary>
    public const int Parts = 256;

    private readonly Entry[][] filling = [.. Enumerable.Range(0, Parts).Select(_ => new Entry[chunkLength])];
    private readonly int[] filled = new int[Parts];
    private readonly List<long>[] chunks = [.. Enumerable.Range(0, Parts).Select(_ => new List<long>())];

    /// <summary>How many domains were added.</summary>
    public long Count { get; private set; }

    public void Add(ulong hash, uint position)
    {
        var part = (int)(hash >> 56);
        filling[part][filled[part]++] = new Entry(hash, position);
        Count++;
        if (filled[part] < chunkLength) return;
        chunks[part].Add(spill.Position);
        spill.Write(MemoryMarshal.AsBytes(filling[part].AsSpan()));
        filled[part] = 0;
    }

    /// <summary>Hands the domains on by their hashes; of one that was added twice, its best position.</summary>
    /// <param name="sorted">Takes them.</param>
    /// <param name="progress">Gets the number of parts that are done.</param>
    /// <param name="cancellationToken">Stops it.</param>
    public void Drain(IRankSink sorted, IProgress<int>? progress, CancellationToken cancellationToken)
    {
        var largest = Enumerable.Range(0, Parts).Max(LengthOf);
        var (hashes, positions) = (new ulong[largest], new uint[largest]);
        for (var part = 0; part < Parts; part++)
        {
            cancellationToken.ThrowIfCancellationRequested();
            var length = Load(part, hashes, positions);
            hashes.AsSpan(0, length).Sort(positions.AsSpan(0, length));
            Drain(hashes.AsSpan(0, length), positions, sorted);
            progress?.Report(part + 1);
        }
    }

    private static void Drain(ReadOnlySpan<ulong> hashes, uint[] positions, IRankSink sorted)
    {
        for (var i = 0; i < hashes.Length;)
        {
            var (hash, best) = (hashes[i], positions[i]);
            for (i++; i < hashes.Length && hashes[i] == hash; i++) best = Math.Min(best, positions[i]);
            sorted.Add(hash, best);
        }
    }

    private int LengthOf(int part) => (chunks[part].Count * chunkLength) + filled[part];

    private int Load(int part, ulong[] hashes, uint[] positions)
    {
        var length = Split(filling[part].AsSpan(0, filled[part]), hashes, positions, 0);
        foreach (var chunk in chunks[part])
        {
            spill.Position = chunk;
            spill.ReadExactly(MemoryMarshal.AsBytes(filling[part].AsSpan()));
            length = Split(filling[part], hashes, positions, length);
        }

        return length;
    }

    private static int Split(ReadOnlySpan<Entry> entries, ulong[] hashes, uint[] positions, int at)
    {
        foreach (var entry in entries) (hashes[at], positions[at++]) = (entry.Hash, entry.Position);
        return at;
    }

    [StructLayout(LayoutKind.Sequential, Pack = 4)]
    private readonly record struct Entry(ulong Hash, uint Position);
}

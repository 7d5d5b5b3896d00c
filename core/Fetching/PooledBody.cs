using System.Buffers;

namespace LinkWatch.Fetching;

/// <summary>
/// A body as it grows, in one rented array. Holds at most as many bytes as <paramref name="limit"/> says, and knows when there were more.
/// </summary>
internal sealed class PooledBody(BodyLimit limit, int expected)
{
    private const int Smallest = 16 * 1024;

    /// <summary>A declared length is only a promise: what it rents ahead is kept small.</summary>
    private const int MaxAhead = 256 * 1024;

    private byte[]? buffer = ArrayPool<byte>.Shared.Rent(Math.Clamp(expected, Smallest, MaxAhead));
    private readonly int cap = limit.MaxBytes;
    private int length;

    public int Cap => cap;

    /// <summary>It is large, and there is no room for that.</summary>
    public bool LacksRoom { get; private set; }

    /// <summary>More than the cap arrived.</summary>
    public bool IsOver => length > cap;

    public ReadOnlyMemory<byte> Bytes => buffer.AsMemory(0, Math.Min(length, cap));

    /// <summary>
    /// Where the next bytes go: room for one beyond the cap, so that a body of exactly the cap is whole. Never empty while not over.
    /// </summary>
    public Memory<byte> Free()
    {
        ObjectDisposedException.ThrowIf(buffer is null, this);
        if (length == buffer.Length) Grow();
        return buffer.AsMemory(length, Math.Min(buffer.Length, cap + 1) - length);
    }

    public void Add(int count)
    {
        length += count;
        LacksRoom = length > BodyRoom.Small && limit.Place?.TryTake() == false;
    }

    /// <summary>Gives the array back; the bytes are gone. Safe to repeat.</summary>
    public void Return()
    {
        if (Interlocked.Exchange(ref buffer, null) is { } rented) ArrayPool<byte>.Shared.Return(rented);
    }

    private void Grow()
    {
        var larger = ArrayPool<byte>.Shared.Rent(Math.Min(2 * length, cap + 1));
        buffer.AsSpan(0, length).CopyTo(larger);
        ArrayPool<byte>.Shared.Return(buffer!);
        buffer = larger;
    }
}

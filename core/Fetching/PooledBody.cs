using System.Buffers;

namespace LinkWatch.Fetching;

/// <summary>
/// A body as it grows, in one array, which is the place's once it is large. Holds at most as many bytes as <paramref name="limit"/> says,
/// and knows when there were more.
/// </summary>
internal sealed class PooledBody(BodyLimit limit, int expected)
{
    private const int Smallest = 16 * 1024;

    /// <summary>A declared length is only a promise: what it rents ahead is kept small.</summary>
    private const int MaxAhead = BodyRoom.Small;

    private byte[]? buffer = ArrayPool<byte>.Shared.Rent(Math.Clamp(expected, Smallest, MaxAhead));
    private readonly int cap = limit.MaxBytes;
    private int length;
    private bool isOfPlace;

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
        LacksRoom = length >= BodyRoom.Small && limit.Place?.TryTake() == false;
    }

    /// <summary>Gives the array back; the bytes are gone. Safe to repeat.</summary>
    public void Return()
    {
        if (Interlocked.Exchange(ref buffer, null) is { } rented) GiveBack(rented);
    }

    private void Grow()
    {
        var own = length >= BodyRoom.Small ? limit.Place?.Buffer : null;
        var larger = own ?? ArrayPool<byte>.Shared.Rent(Math.Min(2 * length, cap + 1));
        buffer.AsSpan(0, length).CopyTo(larger);
        GiveBack(buffer!);
        (buffer, isOfPlace) = (larger, own is not null);
    }

    /// <summary>The place's array is given back with the place.</summary>
    private void GiveBack(byte[] rented)
    {
        if (!isOfPlace) ArrayPool<byte>.Shared.Return(rented);
    }
}

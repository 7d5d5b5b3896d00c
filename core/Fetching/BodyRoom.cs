using System.Buffers;
using System.Collections.Concurrent;

namespace LinkWatch.Fetching;

/// <summary>
/// Room for the bodies that are large, so that memory is bounded by their bytes and not by the number of pages under way. Small bodies
/// need none.
/// </summary>
/// <param name="places">Large bodies that are held at once.</param>
/// <param name="bytes">What each place holds.</param>
internal sealed class BodyRoom(int places, int bytes)
{
    /// <summary>A body of fewer bytes is small.</summary>
    public const int Small = 256 * 1024;

    /// <summary>
    /// One a place, kept: <see cref="System.Buffers.ArrayPool{T}.Shared"/> keeps an array of each size for each thread that ever
    /// returned one.
    /// </summary>
    private readonly ConcurrentBag<byte[]> buffers = [];

    public SemaphoreSlim Free { get; } = new(places);

    public byte[] Rent() => buffers.TryTake(out var buffer) ? buffer : GC.AllocateUninitializedArray<byte>(bytes);

    public void Return(byte[] buffer) => buffers.Add(buffer);
}

/// <summary>
/// What one fetch holds of the room. It is taken at once or not at all while a request is under way; waiting for it happens between
/// requests, for whoever waits at a host's gate may hold a place, and whoever holds the gate's turn must never wait for one.
/// </summary>
/// <param name="room">Null: as much as is needed.</param>
internal sealed class BodyPlace(BodyRoom? room) : IDisposable
{
    private byte[]? buffer;
    private int isTaken;

    /// <summary>What a large body lies in, until the place is given up; null if there is no room to take a place in.</summary>
    public byte[]? Buffer => Volatile.Read(ref isTaken) == 1 ? buffer ??= room!.Rent() : null;

    /// <summary>False if there is no room now.</summary>
    public bool TryTake()
    {
        if (room is null || Volatile.Read(ref isTaken) == 1) return true;
        if (!room.Free.Wait(TimeSpan.Zero, CancellationToken.None)) return false;
        Volatile.Write(ref isTaken, 1);
        return true;
    }

    public async Task TakeAsync(CancellationToken cancellationToken)
    {
        if (TryTake()) return;
        await room!.Free.WaitAsync(cancellationToken);
        Volatile.Write(ref isTaken, 1);
    }

    /// <summary>Safe to repeat.</summary>
    public void Dispose()
    {
        if (Interlocked.Exchange(ref isTaken, 0) == 0) return;
        if (buffer is not null) room!.Return(buffer);
        buffer = null;
        room!.Free.Release();
    }
}

/// <summary>How much of a body is kept, and what it is held in.</summary>
internal readonly record struct BodyLimit(int MaxBytes, BodyPlace? Place)
{
    public static implicit operator BodyLimit(int maxBytes) => new(maxBytes, null);
}

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

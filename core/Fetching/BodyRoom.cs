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

namespace LinkWatch.Discovery.Reclaiming;

/// <summary>How much memory the referrers of all failing addresses take together: anybody can send long ones.</summary>
internal sealed class ReferrerRoom(long maxBytes)
{
    public long Taken { get; set; }

    public bool TryTake(long bytes)
    {
        if (Taken + bytes > maxBytes) return false;
        Taken += bytes;
        return true;
    }
}

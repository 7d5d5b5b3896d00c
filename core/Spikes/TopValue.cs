using System.IO.Hashing;
using System.Runtime.InteropServices;

namespace LinkWatch.Spikes;

/// <summary>
/// The commonest of many values in bounded memory (Misra and Gries, 1982): its count is exact up to <see cref="MaxValues"/> different
/// values, and with more it is low by at most one in <see cref="MaxValues"/> of all.
/// </summary>
internal sealed class TopValue
{
    public const int MaxValues = 10_000;

    private readonly Dictionary<string, int> counts = new(StringComparer.Ordinal);
    private int all;

    public void Add(string value)
    {
        all++;
        if (counts.Count == MaxValues && !counts.ContainsKey(value)) TakeOneOfEach();
        if (counts.Count < MaxValues || counts.ContainsKey(value))
            CollectionsMarshal.GetValueRefOrAddDefault(counts, value, out _)++;
    }

    /// <summary>The commonest, of equals the first by name; null if there was none.</summary>
    public SpikeShare? Share(SpikeDriver driver)
    {
        if (counts.Count == 0) return null;
        var top = counts.OrderByDescending(value => value.Value).ThenBy(value => value.Key, StringComparer.Ordinal).First();
        return new SpikeShare(driver, top.Key, top.Value, all);
    }

    private void TakeOneOfEach()
    {
        foreach (var (value, count) in counts.ToList())
        {
            if (count == 1) counts.Remove(value);
            else counts[value] = count - 1;
        }
    }
}

/// <summary>
/// A domain if only sameness matters: 8 bytes, and of a million domains two are the same once in 30 million times.
/// </summary>
internal static class DomainHash
{
    public static ulong Of(string domain) => XxHash3.HashToUInt64(MemoryMarshal.AsBytes(domain.AsSpan()));
}

namespace LinkWatch.Discovery.Sources;

/// <summary>What is counted in a <see cref="BoundedTable{T}"/>.</summary>
internal class CountedText(byte[] text)
{
    public byte[] Text { get; } = text;

    public long Hits { get; set; }

    /// <summary>Seconds since 1970; 0 if unknown.</summary>
    public long LastSeen { get; set; }

    public void Count(long time)
    {
        Hits++;
        LastSeen = Math.Max(LastSeen, time);
    }
}

/// <summary>
/// Counts texts in bounded memory. When it is full, the half that was seen least is set aside and counted: what is often is kept, and of
/// what is rare some is lost.
/// </summary>
/// <param name="maxEntries">At most so many.</param>
/// <param name="maxBytes">And so many bytes of text.</param>
internal sealed class BoundedTable<T>(int maxEntries, long maxBytes) where T : CountedText
{
    private readonly Dictionary<UInt128, T> entries = [];
    private long bytes;

    public IReadOnlyCollection<T> Entries => entries.Values;

    /// <summary>How many texts were set aside; one that came again later counts again.</summary>
    public long SetAside { get; private set; }

    /// <summary>How often these had been seen.</summary>
    public long HitsSetAside { get; private set; }

    public T? Find(UInt128 hash) => entries.GetValueOrDefault(hash);

    public void Add(UInt128 hash, T entry)
    {
        if (entries.Count >= maxEntries || (bytes + entry.Text.Length > maxBytes && entries.Count > 0)) SetHalfAside();
        entries.Add(hash, entry);
        bytes += entry.Text.Length;
    }

    private void SetHalfAside()
    {
        var least = entries.OrderBy(entry => entry.Value.Hits).ThenBy(entry => entry.Value.LastSeen)
            .Take((entries.Count + 1) / 2).ToList();
        foreach (var (hash, entry) in least)
        {
            entries.Remove(hash);
            bytes -= entry.Text.Length;
            SetAside++;
            HitsSetAside += entry.Hits;
        }
    }
}

namespace LinkWatch.Review;

/// <summary>What some entries disavow: their addresses, and their domains with all that is below them.</summary>
public sealed class DisavowCover
{
    private readonly HashSet<DisavowEntry> entries;
    private readonly HashSet<string> domains;

    public DisavowCover(IEnumerable<DisavowEntry> entries)
    {
        this.entries = [.. entries];
        domains = new HashSet<string>(this.entries.Where(entry => entry.IsDomain).Select(entry => entry.Host), StringComparer.Ordinal);
    }

    public bool Contains(DisavowEntry entry) => entries.Contains(entry);

    /// <summary>The <c>domain:</c> entry that makes this one needless; null if there is none. An entry does not cover itself.</summary>
    public DisavowEntry? CoverOf(DisavowEntry entry) => DomainOf(entry.Host, isBelow: entry.IsDomain);

    /// <summary>The entry, if it is one of these, or else the domain that covers it; null if nothing does.</summary>
    public DisavowEntry? EntryFor(DisavowEntry entry) => entries.Contains(entry) ? entry : CoverOf(entry);

    private DisavowEntry? DomainOf(string host, bool isBelow)
    {
        var names = domains.GetAlternateLookup<ReadOnlySpan<char>>();
        for (var name = isBelow ? Parent(host) : host; !name.IsEmpty; name = Parent(name))
        {
            if (names.TryGetValue(name, out var found)) return DisavowEntry.OfDomain(found);
        }

        return null;
    }

    private static ReadOnlySpan<char> Parent(ReadOnlySpan<char> host) =>
        host.IndexOf('.') is var dot and >= 0 ? host[(dot + 1)..] : default;
}

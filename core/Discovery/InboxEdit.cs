using LinkWatch.Storage;

namespace LinkWatch.Discovery;

/// <summary>
/// Changes of a site's inbox that are written together: the candidates with their entries, and the sums, whose version stands for all that
/// was read before.
/// </summary>
internal sealed class InboxEdit(Stored<InboxRow>? stored)
{
    /// <summary>The row of a candidate, and its entries before and after.</summary>
    public const int MaxWrites = 7;

    private readonly Dictionary<string, RowWrite> writes = new(StringComparer.Ordinal);
    private readonly Dictionary<CandidateState, int> counts = new(stored?.Row.Counts ?? new Dictionary<CandidateState, int>());

    /// <summary>The sums, but for the counts.</summary>
    public InboxRow Sums { get; set; } = stored?.Row ?? new InboxRow();

    public bool IsEmpty => writes.Count == 0;

    public int Count(CandidateState state) => counts.GetValueOrDefault(state);

    /// <param name="before">As it is; null if it is new.</param>
    /// <param name="after">As it is to be; null if it goes.</param>
    public void Change(CandidateRow? before, CandidateRow? after)
    {
        var (old, now) = (before?.Entries().ToList() ?? [], after?.Entries().ToList() ?? []);
        foreach (var key in old.Except(now)) Put(RowWrite.Delete(key));
        foreach (var key in now.Except(old)) Put(RowWrite.Put(ListEntryRow.At(key)));
        if (before is not null) counts[before.State] = Count(before.State) - 1;
        if (after is not null) counts[after.State] = Count(after.State) + 1;
        Put(after is null ? RowWrite.Delete(before!.RowKey) : RowWrite.Put(after));
    }

    public void Put(CandidateDomainRow domain) => Put(RowWrite.Put(domain));

    public void Forget(CandidateDomainRow domain) => Put(RowWrite.Delete(domain.RowKey));

    public IReadOnlyList<RowWrite> Writes()
    {
        var sums = Sums with { Counts = counts.Where(count => count.Value > 0).ToDictionary(count => count.Key, count => count.Value) };
        return [stored is null ? RowWrite.Insert(sums) : RowWrite.Replace(sums, stored.Version), .. writes.Values];
    }

    private void Put(RowWrite write) => writes[write.RowKey] = write;
}

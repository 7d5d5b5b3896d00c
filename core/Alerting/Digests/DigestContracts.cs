using LinkWatch.Contracts;
using LinkWatch.Storage;

namespace LinkWatch.Alerting.Digests;

/// <summary>The contracts in a digest: all are counted, and the first of each kind are kept to be listed.</summary>
public sealed class DigestContracts
{
    /// <summary>More of one kind than this are counted, not listed: the dashboard has them all.</summary>
    public const int MaxListed = 100;

    private readonly Dictionary<ContractNewsKind, (int Count, List<LinkRow> Listed)> kinds = [];

    /// <summary>A link that was lost and is in the news too is one contract.</summary>
    private readonly HashSet<string> notDelivered = new(StringComparer.Ordinal);

    private readonly List<string> broken = [];

    /// <summary>How many joined as news of their own.</summary>
    public int News { get; private set; }

    /// <summary>Ids of the links with a change in the digest that breaks their contracts.</summary>
    public IReadOnlyList<string> Broken => broken;

    /// <param name="kind">News that joined.</param>
    /// <param name="link">As it is now.</param>
    public void Add(ContractNewsKind kind, LinkRow link)
    {
        News++;
        List(kind, link);
    }

    /// <summary>A link with a change in the digest that breaks its contract.</summary>
    public void AddBroken(LinkRow link)
    {
        broken.Add(link.LinkId);
        List(ContractNewsKind.NotDelivered, link);
    }

    public int CountOf(ContractNewsKind kind) => kinds.GetValueOrDefault(kind).Count;

    public IReadOnlyList<LinkRow> Of(ContractNewsKind kind) => kinds.GetValueOrDefault(kind).Listed ?? [];

    private void List(ContractNewsKind kind, LinkRow link)
    {
        if (kind == ContractNewsKind.NotDelivered && !notDelivered.Add(link.LinkId)) return;
        var (count, listed) = kinds.TryGetValue(kind, out var before) ? before : (0, []);
        if (listed.Count < MaxListed) listed.Add(link);
        kinds[kind] = (count + 1, listed);
    }
}

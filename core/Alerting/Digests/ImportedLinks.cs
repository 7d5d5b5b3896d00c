using System.Collections;
using LinkWatch.Links;
using LinkWatch.Storage;

namespace LinkWatch.Alerting.Digests;

/// <summary>
/// The links of an import by what they turned out to be: all counted, the first of each kind kept to be listed.
/// Memory does not grow with them.
/// </summary>
public sealed class ImportedLinks : IEnumerable<LinkRow>
{
    private readonly IReadOnlyList<ImportedPart> parts =
    [
        new("live", "", link => link.Status == Status.Live),
        new("nofollow", "There, but search engines usually ignore nofollow links.", link => link.Status == Status.Nofollow),
        new("on pages that cannot be indexed", "There, but on pages that search engines may not index.", link =>
            link.Status == Status.Unindexed),
        new("not found", "Several readings of complete pages agree: these links are not there.", link => link.Status == Status.Lost),
        new("could not be read", "We couldn't read these pages yet and will keep trying.", link => link.Status is null && IsUnread(link)),
        new("are being re-checked", "The first reading found a problem; a few more will make sure.",
            link => link.Status is null && !IsUnread(link) && link.FirstReadAt is not null),
        new("not read yet", "These pages have not been visited yet.", link => link.Status is null && link.FirstReadAt is null),
    ];

    public int Count { get; private set; }

    /// <summary>What there is something to tell of.</summary>
    internal IEnumerable<ImportedPart> Parts => parts.Where(part => part.Count > 0);

    public void Add(LinkRow link)
    {
        Count++;
        foreach (var part in parts.Where(part => part.Holds(link))) part.Add(link);
    }

    /// <summary>Those to be listed.</summary>
    public IEnumerator<LinkRow> GetEnumerator() => parts.SelectMany(part => part.Listed).GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();

    private static bool IsUnread(LinkRow link) =>
        link.Reasons.Count > 0 && link.Reasons.All(reason => Reasons.StatusOf(reason) == Status.Unknown);
}

/// <summary>Links of an import that have one thing in common.</summary>
/// <param name="Words">What.</param>
/// <param name="Meaning">What it means, in a sentence; empty where all is well and nothing is listed.</param>
/// <param name="Holds">Which links these are.</param>
internal sealed record ImportedPart(string Words, string Meaning, Func<LinkRow, bool> Holds)
{
    /// <summary>Links listed for each thing that is not well; the rest is counted.</summary>
    public const int MaxListed = 50;

    private readonly List<LinkRow> listed = [];

    public int Count { get; private set; }

    public IReadOnlyList<LinkRow> Listed => listed;

    public void Add(LinkRow link)
    {
        Count++;
        if (Meaning.Length > 0 && listed.Count < MaxListed) listed.Add(link);
    }
}

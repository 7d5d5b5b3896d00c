namespace LinkWatch.Discovery.Sources;

/// <summary>Why a request, a row or a link brings no candidate.</summary>
public enum DropReason
{
    /// <summary>It has no referrer.</summary>
    NoReferrer,

    /// <summary>It came from the site itself.</summary>
    OwnSite,

    SearchEngine,

    /// <summary>It leads to a host that isn't the site's.</summary>
    OtherSite,

    /// <summary>It was for an image, a script or the like, which a page has without a link.</summary>
    Embedded,

    /// <summary>Its referrer is no web page, or it asked for none.</summary>
    NoPage,

    /// <summary>A row says again what an earlier one said.</summary>
    Duplicate,
}

/// <summary>How many requests, rows or links brought no candidate, by the reason.</summary>
public sealed class DropCount
{
    private readonly long[] counts = new long[Enum.GetValues<DropReason>().Length];

    public long Total => counts.Sum();

    public long this[DropReason reason] => counts[(int)reason];

    /// <summary>Those that there are, the most frequent first.</summary>
    public IEnumerable<KeyValuePair<DropReason, long>> All =>
        Enum.GetValues<DropReason>().Select(reason => KeyValuePair.Create(reason, this[reason]))
            .Where(count => count.Value > 0).OrderByDescending(count => count.Value);

    internal void Count(DropReason reason, long times = 1) => counts[(int)reason] += times;
}

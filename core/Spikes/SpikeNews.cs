namespace LinkWatch.Spikes;

/// <summary>A spike in what a site had on one day, and what drives it.</summary>
/// <param name="Kind">What there was too much of.</param>
/// <param name="Date">When, in the site's time zone.</param>
/// <param name="Count">How many.</param>
/// <param name="Expected">How many a normal day of that weekday brings.</param>
/// <param name="Call">What a burst of new links looks like; null if links were lost.</param>
/// <param name="Drivers">
/// What the links have in common, in words. Anchors and names stand as others wrote them: encode for where they land.
/// </param>
public sealed record SpikeNews(
    SpikeKind Kind, DateOnly Date, int Count, double Expected, SpikeCall? Call, IReadOnlyList<string> Drivers)
{
    /// <summary>1 on the first day of the spike, 2 on the next, …</summary>
    public int DayOfSpike { get; init; } = 1;

    /// <summary>What each of the last days had, up to <see cref="Date"/>; null if an import brought links on it.</summary>
    public IReadOnlyList<int?> Days { get; init; } = [];

    /// <summary>How many referring domains the links are on.</summary>
    public int Domains { get; init; }

    /// <summary>A few of those.</summary>
    public IReadOnlyList<string> Examples { get; init; } = [];
}

/// <summary>What is counted a day. The kebab-case names are part of the public contract.</summary>
public enum SpikeKind
{
    /// <summary>Referring domains seen for the first time.</summary>
    NewDomains,

    /// <summary>Links seen for the first time.</summary>
    NewLinks,

    /// <summary>Links reported lost.</summary>
    LostLinks,

    /// <summary>Links reported nofollow.</summary>
    NofollowedLinks,
}

namespace LinkWatch.Links;

/// <summary>What one reading says of a backlink, from best to worst; <see cref="Unknown"/> says nothing either way.</summary>
public enum Status
{
    /// <summary>Present and followed, on a page that can be indexed.</summary>
    Live,

    /// <summary>Present, but usually not counted: search engines call these hints.</summary>
    Nofollow,

    /// <summary>Present, but the page cannot be indexed (which is not the same as "is not in the index").</summary>
    Unindexed,

    /// <summary>Absent from a complete, readable answer.</summary>
    Lost,

    /// <summary>Could not tell.</summary>
    Unknown,
}

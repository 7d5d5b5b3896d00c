namespace LinkWatch.Links;

/// <summary>How often a site's owner is told what changed.</summary>
public enum AlertPace
{
    /// <summary>At most one digest a day; the first news goes out as soon as it is gathered.</summary>
    Daily,

    /// <summary>Whenever something changed and was gathered.</summary>
    Immediate,
}

namespace LinkWatch.Spikes;

/// <summary>What a burst of new links looks like. The kebab-case names are part of the public contract.</summary>
public enum SpikeCall
{
    /// <summary>It has a mark of links that were made, not given.</summary>
    Suspicious,

    /// <summary>Many domains that have nothing in common name the site in their content, as when it is in the news.</summary>
    ProbablyGoodNews,

    /// <summary>Neither can be said.</summary>
    Unclear,
}

namespace LinkWatch.Spikes;

/// <summary>What is counted a day. The kebab-case names are part of the public contract.</summary>
public enum SpikeKind
{
    /// <summary>Referring domains seen for the first time.</summary>
    NewDomains,

    /// <summary>Links seen for the first time.</summary>
    NewLinks,

    /// <summary>Links told as lost.</summary>
    LostLinks,

    /// <summary>Links told as nofollow.</summary>
    NofollowedLinks,
}

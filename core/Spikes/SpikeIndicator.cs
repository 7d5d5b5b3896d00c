namespace LinkWatch.Spikes;

/// <summary>Why a burst is called what it is. The kebab-case names are part of the public contract.</summary>
public enum SpikeIndicator
{
    OneDomain,
    OneAnchor,
    OneTld,
    OneNetwork,
    OutsideContent,
    InComments,

    ManyDomains,
    BrandAnchors,
    InContent,
}

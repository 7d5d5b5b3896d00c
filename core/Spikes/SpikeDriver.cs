namespace LinkWatch.Spikes;

/// <summary>What a spike can be made of. The kebab-case names are part of the public contract.</summary>
public enum SpikeDriver
{
    /// <summary>The referring domain that most links are on.</summary>
    Domain,

    /// <summary>The host that most links are on.</summary>
    Host,

    /// <summary>The anchor text that most links have, letter case and white space aside.</summary>
    Anchor,

    /// <summary>The top-level domain that most referring domains are under.</summary>
    Tld,

    /// <summary>The IPv4 /24 or IPv6 /48 that most referring domains are in.</summary>
    Network,

    /// <summary>Links outside the content: in navigation, header, footer or aside, which commonly stand on every page of a site.</summary>
    SiteWide,

    /// <summary>Links in comments.</summary>
    Comment,

    /// <summary>Links whose anchor names the site or is an address.</summary>
    Brand,

    /// <summary>Links in the content of their page.</summary>
    Content,

    /// <summary>Links with rel nofollow, ugc or sponsored.</summary>
    Withheld,
}

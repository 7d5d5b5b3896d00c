namespace LinkWatch.Links;

/// <summary>
/// Why a link is worth a look: it may touch a policy of a search engine. A sorting signal, not a verdict. The kebab-case names are part of
/// the public contract.
/// </summary>
public enum FlagKind
{
    /// <summary>Paid for, and followed.</summary>
    PaidFollowed,

    /// <summary>The site links to its domain as well.</summary>
    LinkExchange,

    /// <summary>The same anchor in the footer, sidebar, header or navigation of many pages of one domain.</summary>
    Sitewide,

    /// <summary>Where no visitor sees it.</summary>
    Hidden,

    /// <summary>The anchor, or the page's title or host, has a word of a trade that spam is made for.</summary>
    SpamWords,

    /// <summary>An anchor in a script that neither the site nor the page's country uses.</summary>
    ForeignScript,

    /// <summary>It arrived on a day with a suspicious spike.</summary>
    Burst,

    /// <summary>It arrived on such a day with others from the same network.</summary>
    OneNetwork,

    /// <summary>Among hundreds of links, on a page about something else.</summary>
    CrowdedPage,

    /// <summary>The domain is parked or for sale, and what it had is gone.</summary>
    ParkedDomain,
}

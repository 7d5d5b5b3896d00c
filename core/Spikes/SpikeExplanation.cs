using System.Globalization;
using LinkWatch.Links;

namespace LinkWatch.Spikes;

/// <summary>What drives a burst of new links, and what it looks like.</summary>
/// <param name="Call">Suspicious, probably good news, or unclear.</param>
/// <param name="Reasons">The signs that decided, those against it first, each with a sentence that gives its figures.</param>
/// <param name="Shares">Of everything that is known of the links.</param>
public sealed record SpikeExplanation(SpikeCall Call, IReadOnlyList<SpikeReason> Reasons, IReadOnlyList<SpikeShare> Shares);

/// <summary>One sign, in words. The text holds anchors and names as others wrote them: encode it for where it lands.</summary>
public sealed record SpikeReason(SpikeIndicator Sign, string Text);

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

/// <summary>Why a burst is called what it is. The kebab-case names are part of the public contract.</summary>
public enum SpikeIndicator
{
    OneDomain,
    OneAnchor,
    OneTld,
    OutsideContent,
    InComments,

    ManyDomains,
    BrandAnchors,
    InContent,
}

/// <summary>How much of a spike one thing makes up.</summary>
/// <param name="Driver">What.</param>
/// <param name="Value">Which one, such as the domain's name; empty if there is but one.</param>
/// <param name="Count">How many links, or of <see cref="SpikeDriver.Tld"/> how many referring domains.</param>
/// <param name="Of">Of how many that it is known of; at least 1.</param>
public sealed record SpikeShare(SpikeDriver Driver, string Value, int Count, int Of)
{
    /// <summary>From 0 to 1.</summary>
    public double Fraction => Count / (double)Of;

    /// <summary>As in <c>62 % (31 of 50)</c>.</summary>
    public string InNumbers => string.Create(CultureInfo.InvariantCulture, $"{100 * Fraction:0} % ({Count} of {Of})");

    public override string ToString() => Value.Length > 0 ? $"{Driver.Name()} {Value}: {InNumbers}" : $"{Driver.Name()}: {InNumbers}";
}

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

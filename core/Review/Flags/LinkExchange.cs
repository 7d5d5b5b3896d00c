using LinkWatch.Links;

namespace LinkWatch.Review.Flags;

/// <summary>A link from a domain to which one of the site's own pages links as well, so that search engines follow.</summary>
/// <param name="own">Where the site's pages link to.</param>
internal sealed class LinkExchange(OwnOutboundLinks own) : IFlagRule
{
    public FlagKind Kind => FlagKind.LinkExchange;

    public string? EvidenceOf(ReviewedLink link) =>
        link.Followed is not null && own.PageThatLinksTo(link.Domain) is { } page
            ? $"your page {page} links to {link.Domain}, too"
            : null;
}

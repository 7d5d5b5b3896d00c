using LinkWatch.Links;

namespace LinkWatch.Review.Flags;

/// <summary>What a search engine publishes about such links.</summary>
/// <param name="Engine">Whose.</param>
/// <param name="Heading">As the engine calls it.</param>
/// <param name="Address">Where it is published.</param>
public sealed record FlagPolicy(string Engine, string Heading, Uri Address)
{
    private static readonly Uri GooglePolicies = new("https://developers.google.com/search/docs/essentials/spam-policies");
    private static readonly Uri GoogleRels = new("https://developers.google.com/search/docs/crawling-indexing/qualify-outbound-links");
    private static readonly Uri BingGuidelines = new("https://www.bing.com/webmasters/help/webmaster-guidelines-30fba23a");

    private static readonly FlagPolicy GoogleLinkSpam = new("Google", "Link spam", GooglePolicies);
    private static readonly FlagPolicy BingLinkSchemes = new("Bing", "Link schemes, link buying, link spamming", BingGuidelines);

    /// <summary>The policies that a flag touches.</summary>
    public static IReadOnlyList<FlagPolicy> Of(FlagKind kind) => kind switch
    {
        FlagKind.PaidFollowed =>
            [GoogleLinkSpam, new("Google", "Qualify your outbound links to Google", GoogleRels), BingLinkSchemes],
        FlagKind.Hidden => [new("Google", "Hidden text and link abuse", GooglePolicies)],
        FlagKind.ParkedDomain => [new("Google", "Expired domain abuse", GooglePolicies)],
        _ => [GoogleLinkSpam, BingLinkSchemes],
    };
}

/// <summary>Flags in words.</summary>
public static class FlagWords
{
    /// <summary>What the links are, as a heading.</summary>
    public static string Title(FlagKind kind) => kind switch
    {
        FlagKind.PaidFollowed => "Paid for, and followed",
        FlagKind.LinkExchange => "Exchanged: you link to their domain, too",
        FlagKind.Sitewide => "Sitewide: on many pages of one domain, outside the content",
        FlagKind.Hidden => "Hidden from visitors",
        FlagKind.SpamWords => "Gambling, pharma, adult or loan words",
        FlagKind.ForeignScript => "Anchor in a writing system your site doesn’t use",
        FlagKind.Burst => "Arrived in a suspicious spike",
        FlagKind.OneNetwork => "Arrived in a suspicious spike, from one network",
        FlagKind.CrowdedPage => "Among hundreds of links, on a page about something else",
        _ => "The domain is parked or for sale",
    };

    /// <summary>What to do about them.</summary>
    public static string Advice(FlagKind kind) => kind switch
    {
        FlagKind.PaidFollowed =>
            "A paid link may stay if it has rel=\"sponsored\". Agree on that with the page’s owner, and note it on the link: until then, "
            + "one that isn’t followed counts as not delivered.",
        FlagKind.LinkExchange =>
            "Fine between suppliers, partners and neighbours: mark them as friends. If you link to each other only for search engines, "
            + "put nofollow on your link.",
        FlagKind.Sitewide => "Fine if you are named as a supplier or partner. If it was bought or exchanged, ask for nofollow.",
        FlagKind.Hidden => "Ask the page’s owner to show or remove it; a page that hides links may have been hacked.",
        FlagKind.SpamWords => "Look at one of the pages. Search engines mostly ignore such links by themselves.",
        FlagKind.ForeignScript => "Normal if you have readers there: mark such domains as friends.",
        FlagKind.OneNetwork => "Look at a few. Sites of one owner that all link to you at once are often made for that.",
        FlagKind.CrowdedPage => "Look at the page. If anyone can add a link there, search engines mostly ignore them all.",
        FlagKind.Burst => "Look at a few. If you didn’t cause them, search engines mostly ignore them by themselves.",
        _ => "The link is gone. Nothing to do now; whoever buys the domain may bring its old links back.",
    };
}

using LinkWatch.Links;

namespace LinkWatch.Web.Dashboard.Parts;

/// <summary>What each term of a link's worth looks at, for whoever weighs it.</summary>
internal static class WorthTermWords
{
    public static string Of(WorthTerm term) => term switch
    {
        WorthTerm.Authority => "where the page’s domain stands in a rank list that was imported",
        WorthTerm.Relevance => "how many telling words the page has in common with the page that it links to",
        WorthTerm.Follow => "whether search engines count the link, or something such as rel=nofollow withholds it",
        WorthTerm.Placement => "where on the page the link stands: in the text it is worth more than in a footer",
        WorthTerm.Indexability => "whether search engines may index the page",
        WorthTerm.Outbound => "how many links to other hosts are on the page: up to ten don’t matter",
        WorthTerm.Uniqueness => "how many of your links come from the same domain",
        _ => "what the link’s text says: a name or a topic is worth more than “click here”",
    };
}

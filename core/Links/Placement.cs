namespace LinkWatch.Links;

/// <summary>Where on the page a link stands.</summary>
public enum Placement
{
    Content,
    Navigation,
    Header,
    Footer,
    Aside,
    Comment,
    Hidden,
    Noscript,
}

namespace LinkWatch.Links;

/// <summary>What a link's text is. docs/profile.md says when. The kebab-case names are part of the public contract.</summary>
public enum AnchorClass
{
    /// <summary>It names the site.</summary>
    Brand,

    /// <summary>It is an address.</summary>
    Address,

    /// <summary>It is one of the money words, and nothing else.</summary>
    Exact,

    /// <summary>It holds a money word among others.</summary>
    Partial,

    Generic,

    /// <summary>There is a picture with an alternative text in its place.</summary>
    Image,

    /// <summary>There is nothing to read.</summary>
    Empty,
}

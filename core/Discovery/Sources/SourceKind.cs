namespace LinkWatch.Discovery.Sources;

/// <summary>The forms of files in which pages are found that may link to a site.</summary>
public enum SourceKind
{
    /// <summary>The access log of Apache or nginx in the combined format, with or without the virtual host before it.</summary>
    Combined,

    /// <summary>An access log in the W3C extended format, as IIS writes it.</summary>
    W3c,

    /// <summary>The access log of Azure Front Door, an object a line.</summary>
    FrontDoor,

    /// <summary>HTTP requests of Cloudflare Logpush, an object a line.</summary>
    Cloudflare,

    /// <summary>A list of links: another tool's export, or LinkWatch's own form.</summary>
    Export,

    /// <summary>A WAT file of Common Crawl: what it read of pages.</summary>
    Wat,

    /// <summary>The domains of Common Crawl's graph, with their numbers.</summary>
    GraphVertices,

    /// <summary>The links of Common Crawl's graph, from number to number.</summary>
    GraphEdges,
}

/// <summary>What each kind is called.</summary>
public static class SourceKinds
{
    public static IReadOnlyList<SourceKind> All { get; } = Enum.GetValues<SourceKind>();

    /// <summary>Whether it is a log of requests.</summary>
    public static bool IsLog(this SourceKind kind) => kind <= SourceKind.Cloudflare;

    public static string Title(this SourceKind kind) => kind switch
    {
        SourceKind.Combined => "access log of Apache or nginx (combined)",
        SourceKind.W3c => "access log in the W3C extended format (IIS)",
        SourceKind.FrontDoor => "access log of Azure Front Door",
        SourceKind.Cloudflare => "Cloudflare Logpush",
        SourceKind.Export => "list of links",
        SourceKind.Wat => "WAT file of Common Crawl",
        SourceKind.GraphVertices => "domains of Common Crawl's graph",
        _ => "links of Common Crawl's graph",
    };
}

using System.Collections.Concurrent;
using System.Text.Json;

namespace LinkWatch.Links;

/// <summary>What one reading says of a backlink, from best to worst; <see cref="Unknown"/> says nothing either way.</summary>
public enum Status
{
    /// <summary>Present and followed, on a page that can be indexed.</summary>
    Live,

    /// <summary>Present, but usually not counted: search engines call these hints.</summary>
    Nofollow,

    /// <summary>Present, but the page cannot be indexed (which is not the same as "is not in the index").</summary>
    Unindexed,

    /// <summary>Absent from a complete, readable answer.</summary>
    Lost,

    /// <summary>The check could not find out.</summary>
    Unknown,
}

/// <summary>Why a reading has its status. The kebab-case names (see <see cref="KebabCase"/>) are part of the public contract.</summary>
public enum Reason
{
    RelNofollow,
    RelUgc,
    RelSponsored,
    MetaNofollow,
    HeaderNofollow,

    MetaNoindex,
    HeaderNoindex,
    CanonicalElsewhere,
    RobotsDisallowed,

    LinkRemoved,
    TargetChanged,
    PageReplaced,
    PageGone,
    PageRedirected,
    NotHtml,

    Blocked,
    ServerError,
    Timeout,
    Dns,
    Tls,
    Connection,
    TooLarge,
    Unreadable,
    NeedsJavascript,
    RobotsRefused,
    AddressForbidden,
    RedirectLoop,
    BadRedirect,
}

/// <summary>What each reason means for the link.</summary>
public static class Reasons
{
    public static IReadOnlyList<Reason> All { get; } = Enum.GetValues<Reason>();

    /// <summary>The status that <paramref name="reason"/> leads to.</summary>
    public static Status StatusOf(Reason reason) => reason switch
    {
        <= Reason.HeaderNofollow => Status.Nofollow,
        <= Reason.RobotsDisallowed => Status.Unindexed,
        <= Reason.NotHtml => Status.Lost,
        _ => Status.Unknown,
    };
}

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

/// <summary>The names that the closed sets have outside the code: <c>Reason.RelNofollow</c> is <c>rel-nofollow</c>.</summary>
public static class KebabCase
{
    private static readonly ConcurrentDictionary<Enum, string> Names = new();

    public static string Name<T>(this T value) where T : struct, Enum =>
        Names.GetOrAdd(value, static v => JsonNamingPolicy.KebabCaseLower.ConvertName(v.ToString()));

    /// <summary>The value called <paramref name="name"/> (ASCII case ignored), or null.</summary>
    public static T? Parse<T>(string name) where T : struct, Enum
    {
        foreach (var value in Enum.GetValues<T>())
        {
            if (string.Equals(value.Name(), name, StringComparison.OrdinalIgnoreCase)) return value;
        }

        return null;
    }
}

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

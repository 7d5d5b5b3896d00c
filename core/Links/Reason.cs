namespace LinkWatch.Links;

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

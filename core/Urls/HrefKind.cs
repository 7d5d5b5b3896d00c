namespace LinkWatch.Urls;

/// <summary>What can be said of an href without resolving it.</summary>
public enum HrefKind
{
    /// <summary>Only resolving it tells.</summary>
    Unclear,

    /// <summary>A web address whose host is in plain sight.</summary>
    Absolute,

    /// <summary>Stays on the host of a base that is http(s).</summary>
    Relative,

    /// <summary>Neither http nor https, such as <c>mailto:</c> and <c>javascript:</c>.</summary>
    Other,
}

using System.Runtime.InteropServices;

namespace LinkWatch.Urls;

/// <summary>
/// Where the parts lie in a serialised URL: a link costs one object and one string, and parts are cut out when asked for.
/// </summary>
/// <param name="SchemeEnd">The colon.</param>
/// <param name="HostStart">After <c>//</c> and userinfo; just after the colon where there is no host at all.</param>
/// <param name="HostEnd">Before the port.</param>
/// <param name="PathStart">After the port.</param>
/// <param name="QueryStart">The question mark; the fragment's start where there is no query.</param>
/// <param name="FragmentStart">The number sign; the length where there is no fragment.</param>
/// <param name="ExplicitPort">The port as written, or -1.</param>
[StructLayout(LayoutKind.Auto)]
internal readonly record struct UrlParts(
    int SchemeEnd, int HostStart, int HostEnd, int PathStart, int QueryStart, int FragmentStart, int ExplicitPort);

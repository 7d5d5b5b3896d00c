using System.Buffers;
using System.Text;
using LinkWatch.Links;
using LinkWatch.Urls;

namespace LinkWatch.Html.Scanning;

/// <summary>Where an <c>href</c> leads, found out without resolving it.</summary>
internal enum LeadsTo
{
    /// <summary>No http(s) address: <c>mailto:</c>, <c>javascript:</c>.</summary>
    NotWeb,

    /// <summary>On the page's own host, and no wanted target.</summary>
    SameHost,

    /// <summary>On another host, and no wanted target.</summary>
    OtherHost,

    /// <summary>Must be resolved: it may be a wanted target, or is spelled in a way that only the URL standard can read.</summary>
    Unclear,
}

/// <summary>
/// Sorts out nearly every link of a page by looking at its bytes: by scheme and host, and on a wanted host by the last segment of the path.
/// It may only ever be too careful: whatever is not plainly spelled is <see cref="LeadsTo.Unclear"/>.
/// </summary>
internal sealed class HrefFilter
{
    private static readonly SearchValues<byte> PlainHost = SearchValues.Create(
        "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789.-"u8);
    private static readonly SearchValues<byte> PlainSegment = SearchValues.Create(
        "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789.-_~"u8);
    private static readonly SearchValues<byte> Scheme = SearchValues.Create(
        "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789.-+"u8);

    /// <summary>Dropped or reread by the URL standard, or a character reference: the bytes do not say what they mean.</summary>
    private static readonly SearchValues<byte> Odd = SearchValues.Create("\t\n\r\\&"u8);

    private readonly List<WantedHost> wanted;
    private readonly string pageHost;
    private readonly bool isPlainBase;
    private readonly LeadsTo relative;
    private readonly LeadsTo toBaseItself;
    private readonly List<WantedHost> wantedHere;

    public HrefFilter(WebUrl page, WebUrl baseUrl, IReadOnlyList<LinkTarget> targets)
    {
        wanted = [.. targets.GroupBy(target => UrlIdentity.BareHost(target.Url.Host).ToString(), StringComparer.Ordinal)
            .Select(group => new WantedHost(group.Key, group))];
        pageHost = page.Host;
        isPlainBase = baseUrl.IsHttp;
        relative = baseUrl.Host == page.Host ? LeadsTo.SameHost : LeadsTo.OtherHost;
        var host = Encoding.UTF8.GetBytes(UrlIdentity.BareHost(baseUrl.Host).ToString());
        wantedHere = wanted.FindAll(candidate => candidate.Holds(host));
        toBaseItself = MayWantHere(Encoding.UTF8.GetBytes(baseUrl.Path)) ? LeadsTo.Unclear : relative;
    }

    /// <param name="href">The attribute's value as written.</param>
    public LeadsTo Sort(ReadOnlySpan<byte> href)
    {
        href = Trim(href);
        var end = href.IndexOfAny((byte)'?', (byte)'#');
        var path = end < 0 ? href : href[..end];
        if (path.ContainsAny(Odd) || !isPlainBase) return LeadsTo.Unclear;
        if (path.IsEmpty) return toBaseItself;
        if (path[0] == '/') return path.StartsWith("//"u8) ? SortAuthority(path[2..]) : SortPath(path);
        var colon = path.IndexOfAnyExcept(Scheme);
        if (colon <= 0 || path[colon] != ':' || !char.IsAsciiLetter((char)path[0])) return SortPath(path);
        var scheme = path[..colon];
        if (!Ascii.EqualsIgnoreCase(scheme, "https"u8) && !Ascii.EqualsIgnoreCase(scheme, "http"u8)) return LeadsTo.NotWeb;
        path = path[(colon + 1)..];
        return path.StartsWith("//"u8) ? SortAuthority(path[2..]) : LeadsTo.Unclear;
    }

    /// <summary>The URL standard strips C0 controls and spaces at both ends.</summary>
    private static ReadOnlySpan<byte> Trim(ReadOnlySpan<byte> href)
    {
        while (!href.IsEmpty && href[0] <= ' ') href = href[1..];
        while (!href.IsEmpty && href[^1] <= ' ') href = href[..^1];
        return href;
    }

    /// <param name="rest">From the host on, without query and fragment.</param>
    private LeadsTo SortAuthority(ReadOnlySpan<byte> rest)
    {
        var slash = rest.IndexOf((byte)'/');
        var host = slash < 0 ? rest : rest[..slash];
        if (!IsPlainHost(host)) return LeadsTo.Unclear;
        var kind = Ascii.EqualsIgnoreCase(host, pageHost) ? LeadsTo.SameHost : LeadsTo.OtherHost;
        foreach (var candidate in wanted)
        {
            if (candidate.Holds(host) && candidate.MayWant(slash < 0 ? [] : rest[slash..])) return LeadsTo.Unclear;
        }

        return kind;
    }

    /// <param name="path">On the base's host.</param>
    private LeadsTo SortPath(ReadOnlySpan<byte> path) => MayWantHere(path) ? LeadsTo.Unclear : relative;

    private bool MayWantHere(ReadOnlySpan<byte> path)
    {
        foreach (var candidate in wantedHere)
        {
            if (candidate.MayWant(path)) return true;
        }

        return false;
    }

    /// <summary>No port, no user, no punycode, not an IPv4 number in disguise, no dot at the end.</summary>
    private static bool IsPlainHost(ReadOnlySpan<byte> host) =>
        !host.IsEmpty && !host.ContainsAnyExcept(PlainHost) && host[^1] != '.'
            && !char.IsAsciiDigit((char)host[host.LastIndexOf((byte)'.') + 1])
        && host.IndexOf("--"u8) < 0;

    /// <summary>A host with targets on it, or below it. An address may be on several: one below another has targets of its own.</summary>
    private sealed class WantedHost
    {
        private readonly string bare;
        private readonly bool isAnyPath;
        private readonly ulong lengths;
        private readonly HashSet<string> segments = new(StringComparer.Ordinal);
        private readonly HashSet<string>.AlternateLookup<ReadOnlySpan<char>> lookup;

        public WantedHost(string bare, IEnumerable<LinkTarget> targets)
        {
            this.bare = bare;
            lookup = segments.GetAlternateLookup<ReadOnlySpan<char>>();
            foreach (var target in targets)
            {
                var segment = LastSegment(Encoding.UTF8.GetBytes(target.Url.Path));
                isAnyPath |= target.Mode == MatchMode.Domain || segment.Contains((byte)'%');
                segments.Add(Encoding.UTF8.GetString(segment));
                lengths |= LengthBit(segment);
            }
        }

        public bool Holds(ReadOnlySpan<byte> host)
        {
            var above = host.Length - bare.Length;
            return above >= 0 && (above == 0 || host[above - 1] == '.') && Ascii.EqualsIgnoreCase(host[above..], bare);
        }

        /// <summary>
        /// Whether an address on this host with this path, as written, may be a target. Which <c>..</c> leads where is not worth telling.
        /// </summary>
        public bool MayWant(ReadOnlySpan<byte> path)
        {
            var segment = LastSegment(path);
            if (isAnyPath || segment.ContainsAnyExcept(PlainSegment) || segment.SequenceEqual("."u8) || segment.SequenceEqual(".."u8))
                return true;
            if ((lengths & LengthBit(segment)) == 0) return false;
            Span<char> text = stackalloc char[128];
            return segment.Length > text.Length || lookup.Contains(text[..Encoding.ASCII.GetChars(segment, text)]);
        }

        private static ulong LengthBit(ReadOnlySpan<byte> segment) => 1UL << Math.Min(segment.Length, 63);

        /// <summary>The last that is not empty: a target is the same page with and without a slash at the end.</summary>
        private static ReadOnlySpan<byte> LastSegment(ReadOnlySpan<byte> path)
        {
            path = path.TrimEnd((byte)'/');
            return path[(path.LastIndexOf((byte)'/') + 1)..];
        }
    }
}

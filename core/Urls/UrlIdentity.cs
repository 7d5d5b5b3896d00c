using System.Collections.Frozen;
using System.Globalization;

namespace LinkWatch.Urls;

/// <summary>When two URLs are the same one, for the purpose at hand.</summary>
public static class UrlIdentity
{
    /// <summary>
    /// The URL that is fetched, without userinfo and fragment, escapes of unreserved characters decoded and the others upper-cased:
    /// the identity of a page to visit. Of a URL other than http(s) only the fragment is left out.
    /// </summary>
    public static string Normalize(WebUrl url)
    {
        var requested = url.Href.AsSpan(0, url.Parts.FragmentStart);
        if (!url.IsHttp) return requested.ToString();
        var hasUserinfo = url.Parts.HostStart > url.Parts.SchemeEnd + 3;
        if (!hasUserinfo && !requested.Contains('%')) return requested.Length == url.Href.Length ? url.Href : requested.ToString();
        var normalized = PercentEncoding.Normalize(requested[url.Parts.PathStart..]);
        return string.Concat(url.Scheme, "://", url.AuthoritySpan, normalized);
    }

    /// <summary>Whether two URLs are one address, whatever the spelling of its escapes; the fragment is ignored.</summary>
    public static bool IsSameAddress(WebUrl a, WebUrl b)
    {
        var (x, y) = (Normalize(a), Normalize(b));
        if (x == y) return true;
        return a.IsHttp && b.IsHttp && (x.Contains('%', StringComparison.Ordinal) || y.Contains('%', StringComparison.Ordinal))
            && a.Scheme == b.Scheme && a.AuthoritySpan.SequenceEqual(b.AuthoritySpan)
            && IsSameSpelling(a.PathSpan, b.PathSpan) && IsSameSpelling(a.QuerySpan, b.QuerySpan);
    }

    /// <summary>
    /// Whether two http(s) URLs are spellings of one page: scheme, a leading <c>www.</c>, one trailing slash, known tracking parameters
    /// and fragment are ignored; the port counts.
    /// </summary>
    public static bool IsSamePage(WebUrl a, WebUrl b) => IsSamePage(a, b, referrer: null);

    /// <summary>
    /// The same of a target and a link's address. A parameter in which the link names the page that it stands on, as many blogs add it to
    /// links that lead out, is ignored, unless the target names that parameter itself.
    /// </summary>
    public static bool IsSamePage(WebUrl target, WebUrl href, Referrer? referrer)
    {
        if (!target.IsHttp || !href.IsHttp) return Normalize(target) == Normalize(href);
        return target.Parts.ExplicitPort == href.Parts.ExplicitPort
            && BareHost(target.HostSpan).SequenceEqual(BareHost(href.HostSpan))
            && IsSameSpelling(WithoutSlash(target.PathSpan), WithoutSlash(href.PathSpan))
            && IsSameQuery(target.QuerySpan, href.QuerySpan, referrer);
    }

    /// <summary>A text that all spellings of one page share, as <see cref="IsSamePage(WebUrl, WebUrl)"/> tells them.</summary>
    public static string PageName(WebUrl url)
    {
        if (!url.IsHttp) return Normalize(url);
        var parameters = TrackingParameters.Without(PercentEncoding.Fold(url.QuerySpan));
        var path = PercentEncoding.Fold(WithoutSlash(url.PathSpan));
        return string.Create(
            CultureInfo.InvariantCulture, $"{BareHost(url.HostSpan)}:{url.Parts.ExplicitPort}{path}?{string.Join('&', parameters)}");
    }

    /// <summary>
    /// The host without a leading <c>www.</c> and without the root's dot. <c>www.com</c> is a name of its own:
    /// bared, it would own every <c>.com</c>.
    /// </summary>
    public static ReadOnlySpan<char> BareHost(ReadOnlySpan<char> host)
    {
        if (host.Length > 1 && host.EndsWith('.')) host = host[..^1];
        return host.StartsWith("www.") && host[4..].Contains('.') ? host[4..] : host;
    }

    /// <summary>Whether a host is a domain, or below it.</summary>
    public static bool IsWithin(
        ReadOnlySpan<char> host, ReadOnlySpan<char> domain, StringComparison comparison = StringComparison.Ordinal) =>
        host.EndsWith(domain, comparison) && (host.Length == domain.Length || host[^(domain.Length + 1)] == '.');

    private static bool IsSameSpelling(ReadOnlySpan<char> a, ReadOnlySpan<char> b) =>
        a.SequenceEqual(b) || ((a.Contains('%') || b.Contains('%')) && PercentEncoding.Fold(a) == PercentEncoding.Fold(b));

    private static ReadOnlySpan<char> WithoutSlash(ReadOnlySpan<char> path) => path.EndsWith('/') ? path[..^1] : path;

    private static bool IsSameQuery(ReadOnlySpan<char> target, ReadOnlySpan<char> href, Referrer? referrer)
    {
        if (target.SequenceEqual(href)) return true;
        var wanted = TrackingParameters.Without(PercentEncoding.Fold(target));
        var found = TrackingParameters.Without(PercentEncoding.Fold(href));
        return wanted.SequenceEqual(found, StringComparer.Ordinal)
            || (referrer is not null && found.Count > wanted.Count
                && wanted.SequenceEqual(TrackingParameters.WithoutReferrer(found, wanted, referrer), StringComparer.Ordinal));
    }
}

/// <summary>Query parameters that say where a visitor came from, never which page is meant.</summary>
public static class TrackingParameters
{
    /// <summary>Families: Google Analytics (and everyone after it), Matomo, Piwik, HubSpot, Facebook, Adobe.</summary>
    private static readonly string[] Prefixes = ["utm_", "mtm_", "matomo_", "pk_", "piwik_", "hsa_", "fb_action_", "fb_source", "oly_"];

    private static readonly FrozenSet<string> Names = FrozenSet.Create(
        StringComparer.OrdinalIgnoreCase,
        // advertising clicks: Google, Microsoft, Meta, Twitter, TikTok, LinkedIn, Pinterest, Yandex, Reddit, Snapchat, Impact, Rakuten
        "gclid", "gclsrc", "dclid", "gbraid", "wbraid", "gad_source", "gad_campaignid", "srsltid", "msclkid", "fbclid", "twclid",
        "ttclid", "li_fat_id",
        "epik", "yclid", "ymclid", "ysclid", "rdt_cid", "sccid", "irclickid", "irgwc", "ranMID", "ranEAID", "ranSiteID",
        // analytics and mail: Google Analytics' linker, Mailchimp, HubSpot, Marketo, Klaviyo, Vero, Drip, ActiveCampaign, Instagram,
        // Openstat, Webtrends
        "_ga", "_gl", "mc_cid", "mc_eid", "_hsenc", "_hsmi", "__hssc", "__hstc", "__hsfp", "hsCtaTracking", "mkt_tok", "_ke", "_kx",
        "vero_id", "vero_conv",
        "__s", "vgo_ee", "igshid", "igsh", "_openstat", "wt_mc", "WT.mc_id", "s_cid", "dm_i", "ml_subscriber", "ml_subscriber_hash",
        "rb_clickid", "wickedid");

    /// <summary>
    /// Names that say where a visitor comes from, if the value is the linking page's own host or address: with other values
    /// (<c>source=print</c>, <c>from=berlin</c>) they may say which page is meant. Names such as <c>url</c>, <c>domain</c> and <c>site</c>
    /// are not among them: a page about a domain is another for each.
    /// </summary>
    private static readonly FrozenSet<string> ReferrerNames = FrozenSet.Create(
        StringComparer.OrdinalIgnoreCase,
        "ref", "_ref", "ref_", "refer", "referer", "referrer", "referral", "referred_by", "referredby", "referring_domain", "http_referer",
        "ref_src", "ref_url", "ref_source", "ref_site", "ref_domain", "ref_page", "refsrc", "refurl", "refsource", "refsite", "referer_url",
        "referrer_url", "referral_source", "referralsource", "referrer_source",
        "source", "_source", "src", "_src", "source_url", "sourceurl", "source_site", "source_id", "traffic_source", "trafficsource",
        "via", "from", "_from", "from_url", "origin", "came_from", "camefrom", "linked_from",
        "campaign", "campaign_source", "cmp", "cmpid", "medium", "trk", "track", "tracking", "partner", "aff", "affiliate");

    /// <summary>Whether a parameter of this name (case ignored) is a known tracking parameter.</summary>
    public static bool Includes(ReadOnlySpan<char> name)
    {
        if (Names.GetAlternateLookup<ReadOnlySpan<char>>().Contains(name)) return true;
        foreach (var prefix in Prefixes)
        {
            if (name.StartsWith(prefix, StringComparison.OrdinalIgnoreCase)) return true;
        }

        return false;
    }

    /// <summary>
    /// The parameters of a query (with its leading <c>?</c>, or empty) without those for tracking and empty ones, in the same order.
    /// An <c>&amp;amp;</c> that was escaped twice leaves <c>amp;</c> before the next name: it is left out.
    /// </summary>
    public static List<string> Without(ReadOnlySpan<char> query)
    {
        var kept = new List<string>();
        if (query.Length < 2) return kept;
        foreach (var range in query[1..].Split('&'))
        {
            var parameter = WithoutEscapedAmpersand(query[1..][range]);
            if (!parameter.IsEmpty && !Includes(NameOf(parameter))) kept.Add(parameter.ToString());
        }

        return kept;
    }

    /// <summary>
    /// <paramref name="parameters"/> without those whose name may and whose value does name <paramref name="referrer"/>. A name that
    /// <paramref name="wanted"/> has too is meant.
    /// </summary>
    public static IEnumerable<string> WithoutReferrer(List<string> parameters, List<string> wanted, Referrer referrer) =>
        parameters.Where(parameter =>
        {
            var name = NameOf(parameter);
            var isReferrer = ReferrerNames.GetAlternateLookup<ReadOnlySpan<char>>().Contains(name)
                && name.Length < parameter.Length && referrer.IsNamedBy(parameter.AsSpan(name.Length + 1));
            return !isReferrer || AnyIsNamed(wanted, name);
        });

    private static bool AnyIsNamed(List<string> parameters, ReadOnlySpan<char> name)
    {
        foreach (var parameter in parameters)
        {
            if (NameOf(parameter).Equals(name, StringComparison.OrdinalIgnoreCase)) return true;
        }

        return false;
    }

    private static ReadOnlySpan<char> NameOf(ReadOnlySpan<char> parameter)
    {
        var equals = parameter.IndexOf('=');
        return equals < 0 ? parameter : parameter[..equals];
    }

    private static ReadOnlySpan<char> WithoutEscapedAmpersand(ReadOnlySpan<char> parameter)
    {
        while (true)
        {
            if (parameter.StartsWith("amp;", StringComparison.OrdinalIgnoreCase)) parameter = parameter[4..];
            else if (parameter.StartsWith("amp%3B", StringComparison.OrdinalIgnoreCase)) parameter = parameter[6..];
            else return parameter;
        }
    }
}

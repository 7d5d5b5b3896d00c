using System.Collections.Frozen;

namespace LinkWatch.Urls;

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

using System.Collections.Frozen;

namespace LinkWatch.Urls;

/// <summary>Query parameters that tell where a visitor came from and never which page is meant.</summary>
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
    /// The query (with its leading <c>?</c>, or empty) without tracking parameters and empty pieces, in the same order;
    /// empty where nothing is left.
    /// </summary>
    public static string Remove(ReadOnlySpan<char> query)
    {
        if (query.Length < 2) return "";
        var kept = new List<string>();
        foreach (var range in query[1..].Split('&'))
        {
            var parameter = query[1..][range];
            var equals = parameter.IndexOf('=');
            if (!parameter.IsEmpty && !Includes(equals < 0 ? parameter : parameter[..equals])) kept.Add(parameter.ToString());
        }

        return kept.Count == 0 ? "" : "?" + string.Join('&', kept);
    }
}

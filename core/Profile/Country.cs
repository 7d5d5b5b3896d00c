using System.Collections.Frozen;

namespace LinkWatch.Profile;

/// <summary>What the end of a domain says of where it is from.</summary>
internal static class Country
{
    public const string Generic = "generic";

    /// <summary>Of an IP address, or a host of one label.</summary>
    public const string None = "none";

    /// <summary>
    /// Two letters, but used all over the world, as Google's "Managing multi-regional and multilingual sites" lists them; and <c>eu</c>,
    /// which is no country.
    /// </summary>
    private static readonly FrozenSet<string> Open = FrozenSet.Create(
        StringComparer.Ordinal, "ad", "ai", "as", "bz", "cc", "cd", "co", "dj", "eu", "fm", "gg", "io", "la", "me", "ms", "nu", "sc", "sr",
        "su", "tk", "to", "tv", "ws");

    /// <summary>The countries' domains in other scripts that have the most names.</summary>
    private static readonly FrozenDictionary<string, string> InOtherScripts = (
        "xn--p1ai=ru xn--j1amh=ua xn--90ais=by xn--90a3ac=rs xn--90ae=bg xn--80ao21a=kz xn--d1alf=mk xn--fiqs8s=cn"
        + " xn--fiqz9s=cn xn--j6w193g=hk xn--kprw13d=tw xn--kpry57d=tw xn--3e0b707e=kr xn--h2brj9c=in xn--qxam=gr xn--o3cw4h=th"
        + " xn--mgbaam7a8h=ae xn--mgberp4a5d4ar=sa xn--wgbh1c=eg xn--node=ge xn--y9a3aq=am")
        .Split(' ').Select(pair => pair.Split('=')).ToFrozenDictionary(pair => pair[0], pair => pair[1], StringComparer.Ordinal);

    public static string Of(string domain)
    {
        var dot = domain.LastIndexOf('.');
        if (dot < 0 || domain.StartsWith('[') || char.IsAsciiDigit(domain[^1])) return None;
        var label = domain[(dot + 1)..];
        if (InOtherScripts.TryGetValue(label, out var country)) return country;
        return label.Length == 2 && label.All(char.IsAsciiLetterLower) && !Open.Contains(label) ? label : Generic;
    }
}

namespace LinkWatch.Urls;

/// <summary>The page that a link stands on, under all addresses by which it was reached, as a link's own parameters may name it.</summary>
public sealed class Referrer(params WebUrl[] addresses)
{
    /// <summary>What an address without a scheme, but with its slashes, is read against.</summary>
    private static readonly WebUrl Http = WebUrl.Parse("http://referrer.invalid/");

    /// <summary>Of an unknown page: any host or address is its.</summary>
    public static Referrer Any { get; } = new();

    /// <summary>
    /// Whether a parameter's value, as it stands in a query, is the page's host, a domain above it, or its whole address; with or without
    /// scheme and <c>www.</c>.
    /// </summary>
    public bool IsNamedBy(ReadOnlySpan<char> value)
    {
        var text = PercentEncoding.Decode(value).Trim();
        var isAddress = text.StartsWith("//", StringComparison.Ordinal) || text.Contains("://", StringComparison.Ordinal);
        if (text.Length == 0 || !WebUrl.TryParse(isAddress ? text : "http://" + text, Http, out var named) || !named.IsHttp) return false;
        if (addresses.Length == 0) return named.HostSpan.Contains('.');
        var isHost = named.PathSpan is "/" && named.QuerySpan.Length < 2;
        return Array.Exists(addresses, page => isHost ? IsOn(named, page) : UrlIdentity.IsSamePage(page, named));
    }

    private static bool IsOn(WebUrl named, WebUrl page)
    {
        var host = UrlIdentity.BareHost(page.HostSpan);
        var domain = UrlIdentity.BareHost(named.HostSpan);
        if (!host.EndsWith(domain) || domain.IsEmpty) return false;
        return host.Length == domain.Length || (host[^(domain.Length + 1)] == '.' && domain.Contains('.'));
    }
}

using System.Text;
using LinkWatch.Links;
using LinkWatch.Urls;

namespace LinkWatch.Discovery.Sources;

/// <summary>The hosts of a site, as <see cref="Site.Holds"/> has them, for text that is no address yet.</summary>
internal sealed class OwnHosts(Site site)
{
    private readonly byte[][] domains =
        [.. site.Domains.Select(domain => Encoding.ASCII.GetBytes(UrlIdentity.BareHost(domain.ToLowerInvariant()).ToString()))];

    private readonly string[] names = [.. site.Domains.Select(domain => UrlIdentity.BareHost(domain).ToString())];

    /// <summary>Whether a host may be written in other letters than its punycode.</summary>
    private readonly bool isInternational = site.Domains.Any(domain => domain.Contains("xn--", StringComparison.OrdinalIgnoreCase));

    /// <summary>What the site is called where a log names no host.</summary>
    public string First { get; } = site.Domains[0];

    /// <summary>Whether a host, in any case and without its port, is one of the site's, or below it.</summary>
    public bool Holds(ReadOnlySpan<byte> host)
    {
        if (host.EndsWith("."u8)) host = host[..^1];
        foreach (var domain in domains)
        {
            if (host.Length < domain.Length || !Ascii.EqualsIgnoreCase(host[^domain.Length..], domain)) continue;
            if (host.Length == domain.Length || host[^(domain.Length + 1)] == '.') return true;
        }

        return false;
    }

    /// <summary>Whether a text may name one of the hosts, so that reading it as an address is worth the while.</summary>
    public bool MayBeNamedIn(string text)
    {
        foreach (var domain in names)
        {
            if (text.Contains(domain, StringComparison.OrdinalIgnoreCase)) return true;
        }

        return isInternational && !Ascii.IsValid(text);
    }
}

using LinkWatch.Links;
using LinkWatch.Urls;

namespace LinkWatch.Profile;

/// <summary>Which <see cref="AnchorClass"/> the anchors of a site's links have. docs/profile.md states the rule.</summary>
public sealed class AnchorClassifier
{
    /// <summary>Words beside an address that leave it one: <c>Source:</c>, <c>Mehr unter</c>.</summary>
    private const int WordsBesideAddress = 2;

    /// <summary>Targets whose words are kept; a site has few, but a file may have as many as links.</summary>
    private const int MaxTargets = 1000;

    private static readonly char[] Edges = [' ', '"', '\'', '(', ')', '[', ']', '<', '>', '.', ',', ';', '!', '«', '»', '“', '”', '„', '…'];

    private readonly Site site;
    private readonly BrandWords brand;
    private readonly IReadOnlyList<string> hosts;
    private readonly Dictionary<string, MoneyWords> targets = new(StringComparer.Ordinal);

    public AnchorClassifier(Site site, PublicSuffix suffixes)
    {
        this.site = site;
        brand = new BrandWords(site.Domains, site.BrandWords ?? [], suffixes);
        hosts = [.. site.Domains.Select(suffixes.ReferringDomain).Distinct(StringComparer.Ordinal)];
    }

    /// <param name="anchor">The text, or the alternative text of an image in its place.</param>
    /// <param name="isImage">Whether it is the latter.</param>
    /// <param name="target">Where the link leads.</param>
    public AnchorClass Of(string anchor, bool isImage, WebUrl target)
    {
        if (!anchor.Any(char.IsLetterOrDigit)) return AnchorClass.Empty;
        if (isImage) return AnchorClass.Image;
        var parts = anchor.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries).ToLookup(IsAddress);
        var words = AnchorWords.Of(string.Join(' ', parts[false]));
        var isAddress = parts[true].Any();
        var isNamed = brand.TakeFrom(words);
        if (isAddress && !isNamed && words.Count <= WordsBesideAddress) return AnchorClass.Address;

        isNamed |= isAddress;
        words.RemoveAll(AnchorWords.IsSmall);
        var money = MoneyOf(target);
        if (!isNamed && money.IsExactly(words)) return AnchorClass.Exact;
        if (money.AreIn(words)) return AnchorClass.Partial;
        return isNamed ? AnchorClass.Brand : AnchorClass.Generic;
    }

    private MoneyWords MoneyOf(WebUrl target)
    {
        var path = target.Path;
        if (targets.TryGetValue(path, out var known)) return known;
        if (targets.Count == MaxTargets) targets.Clear();
        return targets[path] = MoneyWords.Of(path, site.MoneyWords ?? []);
    }

    /// <summary>With a scheme, <c>www.</c> or two slashes of whatever site; without them, of this one.</summary>
    private bool IsAddress(string part)
    {
        var text = part.Trim(Edges);
        var start = text.IndexOf("//", StringComparison.Ordinal);
        if (start == 0 || (start > 0 && text[start - 1] == ':')) return text.Length > start + 2;
        if (text.StartsWith("www.", StringComparison.OrdinalIgnoreCase)) return true;
        var host = text.Split('/', '?', '#', ':')[0];
        return hosts.Any(own => UrlIdentity.IsWithin(host, own, StringComparison.OrdinalIgnoreCase));
    }
}

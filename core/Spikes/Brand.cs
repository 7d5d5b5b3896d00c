using LinkWatch.Urls;

namespace LinkWatch.Spikes;

/// <summary>
/// Which anchors name a site: those that hold its domain or its domain's name, or that are addresses. Spaces,
/// hyphens and letter case aside.
/// </summary>
public sealed class Brand
{
    /// <summary>A shorter name, as of <c>ab.example</c>, is found in many words: it must be a word itself.</summary>
    private const int LongEnough = 4;

    private static readonly char[] Edges = [' ', '"', '\'', '(', ')', '[', ']', '<', '>', '.', ',', ';', '!'];

    private readonly string[] names;

    public Brand(IEnumerable<string> domains, PublicSuffix suffixes)
    {
        Domains = [.. domains.Select(suffixes.ReferringDomain).Distinct(StringComparer.Ordinal)];
        names = [.. Domains.Select(domain => Squeezed(Shown(domain.Split('.')[0])))
            .Where(name => name.Length > 0)
            .Distinct(StringComparer.Ordinal)];
    }

    /// <summary>The registrable domains of the site.</summary>
    public IReadOnlyList<string> Domains { get; }

    public bool IsNamedIn(string anchor) =>
        IsAddress(anchor)
        || Domains.Any(domain => anchor.Contains(domain, StringComparison.OrdinalIgnoreCase))
        || names.Any(name =>
            name.Length >= LongEnough ? Squeezed(anchor).Contains(name, StringComparison.Ordinal) : IsWordOf(anchor, name));

    private static bool IsAddress(string anchor)
    {
        var text = anchor.Trim(Edges);
        if (text.Length == 0 || text.Any(char.IsWhiteSpace)) return false;
        if (text.Contains("://", StringComparison.Ordinal)) return WebUrl.TryParse(text, out var url) && url.IsHttp;
        return text.StartsWith("www.", StringComparison.OrdinalIgnoreCase) && WebUrl.TryParse("https://" + text, out _);
    }

    private static bool IsWordOf(string anchor, string name)
    {
        var words = string.Concat(anchor.Select(c => char.IsLetterOrDigit(c) ? char.ToLowerInvariant(c) : ' ')).Split(' ');
        return words.Contains(name, StringComparer.Ordinal);
    }

    private static string Squeezed(string text) => string.Concat(text.Where(char.IsLetterOrDigit).Select(char.ToLowerInvariant));

    /// <summary>A label as people write it: punycode is in no anchor.</summary>
    internal static string Shown(string label)
    {
        if (!label.StartsWith("xn--", StringComparison.Ordinal)) return label;
        try
        {
            return new System.Globalization.IdnMapping { AllowUnassigned = true }.GetUnicode(label);
        }
        catch (ArgumentException)
        {
            return label;
        }
    }
}

using System.Text.Json.Serialization;
using LinkWatch.Urls;

namespace LinkWatch.Links;

/// <summary>A tracked link: a page of someone else's, and what it should link to, with what the owner knows of it.</summary>
public sealed record Backlink
{
    /// <summary>Further tags are left out. The first 8 are filtered by.</summary>
    public const int MaxTags = 32;

    /// <summary>Further notes are left out.</summary>
    public const int MaxNotes = 64;

    /// <summary>Of each text, in characters.</summary>
    public const int MaxText = 500;

    public required WebUrl Source { get; init; }
    public required LinkTarget Target { get; init; }
    public IReadOnlyList<string> Tags { get; init; } = [];

    /// <summary>Withholding tokens (nofollow, ugc, sponsored) that the owner expects: finding them is no alert.</summary>
    public IReadOnlyList<string> ExpectedRel { get; init; } = [];
    public string? ExpectedAnchor { get; init; }

    /// <summary>Where on the page it was agreed to stand.</summary>
    public Placement? AgreedPlacement { get; init; }

    /// <summary>What it costs, in the owner's words, if <see cref="Price"/> doesn't say it all.</summary>
    public string? Cost { get; init; }

    /// <summary>For the whole of the time that it is paid for. See <see cref="AgreedPrice"/>.</summary>
    public Money? Price { get; init; }

    /// <summary>The first day that is paid for, in the site's time zone.</summary>
    public DateOnly? PaidFrom { get; init; }

    /// <summary>The last day that is paid for, in the site's time zone.</summary>
    public DateOnly? PaidUntil { get; init; }
    public string? Contact { get; init; }
    public Acquired? Acquired { get; init; }

    /// <summary>Import columns that LinkWatch does not use, under their own names.</summary>
    public IReadOnlyDictionary<string, string> Notes { get; init; } = new Dictionary<string, string>(StringComparer.Ordinal);

    /// <summary>The price; of a link that was noted before there were prices, what its cost says if it is one.</summary>
    [JsonIgnore]
    public Money? AgreedPrice => Price ?? (Cost is null ? null : Money.TryParse(Cost));

    /// <summary>Price and cost as text, or null.</summary>
    [JsonIgnore]
    public string? CostWords => Price is null ? Cost : Cost is null ? Price.ToString() : $"{Price}; {Cost}";
}

/// <summary>How the owner came by a link.</summary>
public enum Acquired
{
    Natural,
    Manual,
    SelfCreated,
    Paid,
}

/// <summary>What a backlink must point to, to count as that backlink.</summary>
public sealed record LinkTarget(WebUrl Url, MatchMode Mode = MatchMode.Page)
{
    /// <summary>
    /// Whether a link to <paramref name="href"/> on the page <paramref name="referrer"/> is the tracked link. Only http and https lead
    /// anywhere.
    /// </summary>
    public bool Matches(WebUrl href, Referrer referrer) => href.IsHttp && Mode switch
    {
        MatchMode.Domain => IsSameSite(href),
        MatchMode.Exact => UrlIdentity.IsSameAddress(Url, href),
        _ => UrlIdentity.IsSamePage(Url, href, referrer),
    };

    /// <summary>
    /// Whether <paramref name="href"/> leads to the same site (host or below, ignoring a leading <c>www.</c>), whatever the page and port.
    /// </summary>
    public bool IsSameSite(WebUrl href) => href.IsHttp && IsSameSite(href.HostSpan);

    /// <summary>The same of a host as a URL holds it: lower case, without the port.</summary>
    public bool IsSameSite(ReadOnlySpan<char> host)
    {
        var site = UrlIdentity.BareHost(Url.HostSpan);
        var other = UrlIdentity.BareHost(host);
        return !site.IsEmpty && UrlIdentity.IsWithin(other, site);
    }
}

/// <summary>Which addresses count as the tracked target.</summary>
public enum MatchMode
{
    /// <summary>
    /// Same host ignoring a leading <c>www.</c>, same path ignoring one trailing slash, same query without tracking parameters and without
    /// those in which the linking page names itself.
    /// </summary>
    Page,

    /// <summary>The same URL, whatever the spelling of its escapes; the fragment is ignored.</summary>
    Exact,

    /// <summary>Any address on that host or below it.</summary>
    Domain,
}

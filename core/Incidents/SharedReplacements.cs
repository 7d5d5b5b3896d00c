using LinkWatch.Confirming;
using LinkWatch.Links;
using LinkWatch.Storage;
using LinkWatch.Urls;

namespace LinkWatch.Incidents;

/// <summary>
/// The same page in the place of pages on several hosts (a block page, a registrar's parking page), or one address to which they all
/// redirect: one event, although no host can tell by itself. Pure.
/// </summary>
public static class SharedReplacements
{
    /// <summary>More hosts than this need not be remembered.</summary>
    private const int MaxHosts = 20;

    /// <summary>A host's clock and ours need not agree on a day: an entry is written anew only when it is older than this.</summary>
    private static readonly TimeSpan Fresh = TimeSpan.FromDays(1);

    /// <summary>
    /// What a page that replaced another may have in common with others: nothing where it was neither replaced nor redirected.
    /// </summary>
    public static IReadOnlyList<ReplacementSignature> SignaturesOf(
        IReadOnlyList<Reason> reasons, string? bodyHash, string? title, WebUrl finalUrl)
    {
        var signs = new List<ReplacementSignature>(2);
        if (reasons.Contains(Reason.PageReplaced))
        {
            if (bodyHash is not null) signs.Add(new ReplacementSignature("body", Ids.Hash(bodyHash), title ?? ""));
            if (!string.IsNullOrWhiteSpace(title))
                signs.Add(new ReplacementSignature("title", Ids.Hash(title.Trim().ToUpperInvariant()), title));
        }

        if (reasons.Contains(Reason.PageRedirected))
            signs.Add(new ReplacementSignature("url", Ids.Hash(UrlIdentity.Normalize(finalUrl)), finalUrl.Href));
        return signs;
    }

    /// <summary>The hosts with <paramref name="host"/> among them; the same instance where it is among them already.</summary>
    public static IReadOnlyList<ReplacedHost> With(
        IReadOnlyList<ReplacedHost> hosts, string host, DateTimeOffset at, ConfirmOptions options)
    {
        if (hosts.Any(met => met.Authority == host && at - met.At < Fresh)) return hosts;
        return
        [
            .. hosts.Where(met => met.Authority != host && at - met.At < options.SharedReplacementMemory).Append(new ReplacedHost(host, at))
                .OrderByDescending(met => met.At).Take(MaxHosts),
        ];
    }

    /// <summary>Whether the hosts are enough to call it a wall.</summary>
    public static bool IsShared(IReadOnlyList<ReplacedHost> hosts, DateTimeOffset at, ConfirmOptions options) =>
        hosts.Count(met => at - met.At < options.SharedReplacementMemory) >= options.SharedReplacementHosts;
}

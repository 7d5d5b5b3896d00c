using LinkWatch.Confirming;
using LinkWatch.Links;
using LinkWatch.Storage;
using LinkWatch.Urls;

namespace LinkWatch.Incidents;

/// <summary>
/// Notes what took the place of pages, and finds which of them share it with other hosts. Only pages that become <c>page-replaced</c> or
/// <c>page-redirected</c> are looked up: a healthy check costs nothing here.
/// </summary>
public sealed class SharedReplacementDetector(ISharedReplacementStore replacements, ConfirmOptions options)
{
    /// <summary>What took the place of pages on several hosts, by page.</summary>
    public async Task<IReadOnlyDictionary<PageKey, Incident>> DetectAsync(
        IReadOnlyList<ReplacedPage> replaced, DateTimeOffset plannedAt, CancellationToken cancellationToken)
    {
        var met = new Dictionary<PageKey, Incident>();
        foreach (var page in replaced)
        {
            foreach (var sign in SharedReplacements.SignaturesOf(page.Reasons, page.BodyHash, page.Title, page.FinalUrl))
            {
                var replacement = await NoteAsync(sign, page.Host, plannedAt, cancellationToken);
                if (replacement is not null) met.TryAdd(page.Page, replacement);
            }
        }

        return met;
    }

    private async Task<Incident?> NoteAsync(ReplacementSignature sign, string host, DateTimeOffset at, CancellationToken cancellationToken)
    {
        try
        {
            return await OptimisticUpdate.RunAsync(
                sign.Shown, _ => TryNoteAsync(sign, host, at, cancellationToken), cancellationToken);
        }
        catch (ConcurrencyException)
        {
            // Others write the same row at this moment: the next reading sees whether enough hosts share it.
            return null;
        }
    }

    private async Task<Attempt<Incident?>> TryNoteAsync(
        ReplacementSignature sign, string host, DateTimeOffset at, CancellationToken cancellationToken)
    {
        var found = await replacements.FindAsync([Keys.SharedReplacement(sign.Kind, sign.Hash)], cancellationToken);
        var stored = found.SingleOrDefault();
        var noted = Noted(stored?.Row ?? new SharedReplacementRow(sign, at, []), host, at);
        var write = stored is null ? RowWrite.Insert(noted) : noted == stored.Row ? null : RowWrite.Replace(noted, stored.Version);
        if (write is not null && await replacements.CommitAsync([write], cancellationToken) is null) return Attempt.Overtaken<Incident?>();
        return Attempt.Written(SharedReplacements.IsShared(noted.Hosts, at, options)
            ? Incident.OfSharedReplacement(noted.RowKey, noted.Sign.Shown, noted.Since)
            : null);
    }

    private SharedReplacementRow Noted(SharedReplacementRow replacement, string host, DateTimeOffset at)
    {
        var since = at - replacement.Since >= options.SharedReplacementMemory ? at : replacement.Since.NotAhead(at);
        var hosts = replacement.Hosts;
        if (hosts.Any(met => met.At.IsAhead(at))) hosts = [.. hosts.Where(met => !met.At.IsAhead(at))];
        return replacement with { Since = since, Hosts = SharedReplacements.With(hosts, host, at, options) };
    }
}

/// <summary>A page whose place another may have taken.</summary>
/// <param name="Page">Its key.</param>
/// <param name="Host">Its host (authority).</param>
/// <param name="Reasons">The reasons found for its links that were not lost before.</param>
/// <param name="BodyHash">Of what was read in its place, or null.</param>
/// <param name="Title">Of what was read in its place, or null.</param>
/// <param name="FinalUrl">Where the visit ended.</param>
public sealed record ReplacedPage(
    PageKey Page, string Host, IReadOnlyList<Reason> Reasons, string? BodyHash, string? Title, WebUrl FinalUrl);

/// <summary>
/// The same page in the place of pages on several hosts (a block page, a registrar's parking page), or one address to which they all
/// redirect: one event, although no single host shows it. Pure.
/// </summary>
public static class SharedReplacements
{
    /// <summary>More hosts than this need not be remembered.</summary>
    private const int MaxHosts = 20;

    /// <summary>An entry is rewritten only if it is older than this, which saves writes.</summary>
    private static readonly TimeSpan Fresh = TimeSpan.FromDays(1);

    /// <summary>
    /// What a page that replaced another may have in common with others: nothing if it was neither replaced nor redirected.
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

    /// <summary>The hosts with <paramref name="host"/> among them; the same instance if it is among them already.</summary>
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

    /// <summary>Whether the hosts are enough for a shared replacement.</summary>
    public static bool IsShared(IReadOnlyList<ReplacedHost> hosts, DateTimeOffset at, ConfirmOptions options) =>
        hosts.Count(met => at - met.At < options.SharedReplacementMemory) >= options.SharedReplacementHosts;
}

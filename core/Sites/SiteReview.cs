using System.Runtime.CompilerServices;
using LinkWatch.Links;
using LinkWatch.Review.Flags;
using LinkWatch.Storage;
using LinkWatch.Urls;

namespace LinkWatch.Sites;

/// <summary>
/// Finds the links of a site that are worth a look. All are read twice: what they have in common is known only after the first time.
/// </summary>
public sealed class SiteReview(ISiteStore sites, ISiteLinks listing, PublicSuffix suffixes)
{
    /// <summary>Days that were judged for spikes: links of older ones are old news.</summary>
    private const int SpikeDays = 120;

    /// <summary>
    /// Of a site of up to a thousand links as it is, of a larger one as the last daily audit found it; null before the first.
    /// </summary>
    public async Task<ReviewRow?> FindAsync(Site site, CancellationToken cancellationToken)
    {
        if (await ReadThroughAsync(site, cancellationToken) is not var (links, flags))
            return (await sites.FindReviewAsync(site.Id, cancellationToken))?.Row;
        var count = new ReviewCount(flags);
        foreach (var link in links) count.Add(link);
        return new ReviewRow(At: null, count.Flags());
    }

    /// <summary>The links with a flag, and what was seen; null of a site that is too large for it, whose links are not read here.</summary>
    /// <param name="site">Whose.</param>
    /// <param name="kind">Which flag.</param>
    /// <param name="domain">Of this referring domain alone; null of all.</param>
    /// <param name="cancellationToken">Stops.</param>
    public async Task<IReadOnlyList<(LinkRow Link, string Evidence)>?> FindLinksAsync(
        Site site, FlagKind kind, string? domain, CancellationToken cancellationToken)
    {
        if (await ReadThroughAsync(site, cancellationToken) is not var (links, flags)) return null;
        return
        [
            .. from link in links
            where domain is null || flags.DomainOf(link) == domain
            from flag in flags.Of(link)
            where flag.Kind == kind
            select (link, flag.Evidence),
        ];
    }

    /// <summary>Reads all links, however many there are.</summary>
    public async Task<ReviewRow> ReadAsync(Site site, CancellationToken cancellationToken) =>
        await CountAsync(site, await LearntAsync(site, cancellationToken), at: null, cancellationToken);

    /// <summary>Every flagged link, in the order of their keys.</summary>
    public async IAsyncEnumerable<(LinkRow Link, Flag Flag)> FlaggedAsync(
        Site site, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var flags = await LearntAsync(site, cancellationToken);
        await foreach (var link in sites.LinksAsync(site.Id, cancellationToken))
        {
            foreach (var flag in flags.Of(link)) yield return (link, flag);
        }
    }

    /// <summary>What is to be shown every link before any is flagged.</summary>
    public async Task<LinkFlags> FlagsAsync(Site site, CancellationToken cancellationToken)
    {
        var judged = await sites.ListSpikesAsync(site.Id, null, SpikeDays, cancellationToken);
        return new LinkFlags(site, judged.Rows.SelectMany(day => day.Row.Spikes), suffixes);
    }

    /// <summary>Keeps what was found, unless that is there already.</summary>
    public async Task KeepAsync(Site site, ReviewRow found, CancellationToken cancellationToken)
    {
        await OptimisticUpdate.RunAsync($"site {site.Id}: its review", async _ =>
        {
            var stored = await sites.FindReviewAsync(site.Id, cancellationToken);
            if (Json.Write(stored?.Row.Flags ?? []) == Json.Write(found.Flags)) return true;
            var write = stored is null ? RowWrite.Insert(found) : RowWrite.Replace(found, stored.Version);
            return await sites.CommitAsync(site.Id, [write], cancellationToken) is not null;
        }, cancellationToken);
    }

    /// <summary>Null if there are too many links for somebody who waits.</summary>
    private async Task<(IReadOnlyList<LinkRow> Links, LinkFlags Flags)?> ReadThroughAsync(Site site, CancellationToken cancellationToken)
    {
        if ((await listing.CountsAsync(site.Id, cancellationToken)).Links > SiteLinks.MaxReadThrough) return null;
        var rows = (await sites.ListLinksAsync(site.Id, null, SiteLinks.MaxReadThrough, cancellationToken)).Rows;
        var flags = await FlagsAsync(site, cancellationToken);
        foreach (var link in rows) flags.Learn(link.Row);
        return ([.. rows.Select(link => link.Row)], flags);
    }

    private async Task<LinkFlags> LearntAsync(Site site, CancellationToken cancellationToken)
    {
        var flags = await FlagsAsync(site, cancellationToken);
        await foreach (var link in sites.LinksAsync(site.Id, cancellationToken)) flags.Learn(link);
        return flags;
    }

    private async Task<ReviewRow> CountAsync(Site site, LinkFlags flags, DateTimeOffset? at, CancellationToken cancellationToken)
    {
        var count = new ReviewCount(flags);
        await foreach (var link in sites.LinksAsync(site.Id, cancellationToken)) count.Add(link);
        return new ReviewRow(at, count.Flags());
    }
}

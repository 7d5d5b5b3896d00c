using LinkWatch.Links;
using LinkWatch.Sites;
using LinkWatch.Storage;

namespace LinkWatch.Web.Dashboard;

/// <summary>Does one thing with many links: those that were chosen, or all of a list, a bounded number at a time.</summary>
public sealed class BulkLinks(ISiteLinks links, ISiteStore sites, LinkTracker tracker, PageRechecks rechecks, TimeProvider time)
{
    public const string Tag = "tag";
    public const string Remove = "remove";
    public const string Recheck = "recheck";

    private const int MaxTag = 50;

    /// <summary>A form's answer is waited for, and a functions app ends it after some minutes.</summary>
    private const int MaxLinks = 2000;

    private const int MaxLooked = 20_000;
    private const int Portion = 500;

    /// <summary>Each asks up to <see cref="MaxLinks"/> pages of others to be visited.</summary>
    private const int RechecksAnHour = 10;

    private readonly HourlyQuota quota = new(time);

    /// <summary>What is wrong with what is asked for, or null.</summary>
    public string? ProblemOf(Site site, string? action, string? tag) => action switch
    {
        Remove => null,
        Recheck => quota.Take(($"rechecks of {site.Id}", RechecksAnHour)) is null
            ? null : $"At most {RechecksAnHour} times an hour: try again later.",
        _ => tag is { Length: <= MaxTag } && !tag.Contains(',') && !tag.Any(char.IsControl)
            ? null : $"Write a tag of at most {MaxTag} characters, without commas.",
    };

    public async Task<BulkOutcome> ChosenAsync(
        Site site, IReadOnlyList<string> linkIds, string? action, string? tag, CancellationToken cancellationToken)
    {
        var chosen = await sites.FindLinksAsync(site.Id, linkIds, cancellationToken);
        return await ActAsync(site, [.. chosen.Select(row => row.Row)], action, tag, cancellationToken);
    }

    /// <summary>With all links that fulfil a filter, by address: their order by change may change under way.</summary>
    /// <param name="site">Whose.</param>
    /// <param name="filter">Which.</param>
    /// <param name="from">Where to go on, or null.</param>
    /// <param name="action">What to do.</param>
    /// <param name="tag">For <see cref="Tag"/>.</param>
    /// <param name="cancellationToken">Stops between two portions.</param>
    public async Task<BulkOutcome> AllAsync(
        Site site, LinkFilter filter, string? from, string? action, string? tag, CancellationToken cancellationToken)
    {
        var sum = new BulkOutcome(0, 0, null);
        var (looked, next) = (0, from);
        do
        {
            var page = await links.ListAsync(
                site.Id, filter, LinkOrder.Address, next, Math.Min(Portion, MaxLinks - sum.Links), cancellationToken);
            var done = await ActAsync(site, page.Links, action, tag, cancellationToken);
            sum = new BulkOutcome(sum.Links + page.Links.Count, sum.Changed + done.Changed, page.Next) { Full = sum.Full + done.Full };
            (looked, next) = (looked + page.Looked, page.Next);
        }
        while (next is not null && sum.Links < MaxLinks && looked < MaxLooked);

        return sum;
    }

    private async Task<BulkOutcome> ActAsync(
        Site site, IReadOnlyList<LinkRow> rows, string? action, string? tag, CancellationToken cancellationToken)
    {
        if (rows.Count == 0) return new BulkOutcome(0, 0, null);
        switch (action)
        {
            case Remove:
                await tracker.RemoveAsync(site.Id, rows, cancellationToken);
                return new BulkOutcome(rows.Count, rows.Count, null);
            case Recheck:
                var pages = await rechecks.RequestAsync([.. rows.Select(row => row.Link.Source)], cancellationToken);
                return new BulkOutcome(rows.Count, pages, null);
            default:
                var full = rows.Where(row => IsFull(row.Link, tag!)).Select(row => row.LinkId).ToHashSet(StringComparer.Ordinal);
                var changed = await tracker.EditAsync(site, rows, link => WithTag(link, tag!), cancellationToken);
                return new BulkOutcome(rows.Count, changed, null) { Full = full.Count };
        }
    }

    private static Backlink WithTag(Backlink link, string tag) =>
        link.Tags.Contains(tag) || IsFull(link, tag) ? link : link with { Tags = [.. link.Tags, tag] };

    private static bool IsFull(Backlink link, string tag) => link.Tags.Count >= LinkFacets.MaxTags && !link.Tags.Contains(tag);
}

/// <summary>What came of it.</summary>
/// <param name="Links">How many links were reached.</param>
/// <param name="Changed">Of those, how many are other than before; for a recheck, the pages to be read.</param>
/// <param name="Next">Where to go on; null if that was all.</param>
public sealed record BulkOutcome(int Links, int Changed, string? Next)
{
    /// <summary>Links that have as many tags as a link may have.</summary>
    public int Full { get; init; }

    public string Words(string? action, string? tag) => action switch
    {
        BulkLinks.Remove => $"No longer watched: {Counted.Of(Links, "link")}.",
        BulkLinks.Recheck => $"To be checked soon: {Counted.Of(Changed, "page")}. It counts as a scheduled check.",
        _ => $"Tagged “{tag}”: {Counted.Of(Changed, "link")}."
            + (Links - Changed - Full > 0 ? $" {Counted.Of(Links - Changed - Full, "link")} had it already." : "")
            + (Full > 0 ? $" {Counted.Of(Full, "link has", "links have")} {LinkFacets.MaxTags} tags already, which is the most." : ""),
    };
}

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
    public const int RechecksAnHour = 10;

    private readonly HourlyQuota quota = new(time);

    /// <summary>What is wrong with what is asked for, or null.</summary>
    public static string? ProblemOf(string? action, string? tag) => action switch
    {
        Remove or Recheck => null,
        _ => tag is { Length: <= MaxTag } && !tag.Contains(',') && !tag.Any(char.IsControl)
            ? null : $"Write a tag of at most {MaxTag} characters, without commas.",
    };

    public async Task<BulkOutcome> ChosenAsync(
        Site site, IReadOnlyList<string> linkIds, string? action, string? tag, CancellationToken cancellationToken)
    {
        if (WaitOf(site, action) is { } wait) return BulkOutcome.Later(wait, from: null);
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
    /// <returns>What was done, even if storage failed or others were faster after that: it goes on with what was not done.</returns>
    public async Task<BulkOutcome> AllAsync(
        Site site, LinkFilter filter, string? from, string? action, string? tag, CancellationToken cancellationToken)
    {
        if (WaitOf(site, action) is { } wait) return BulkOutcome.Later(wait, from);
        var sum = new BulkOutcome(0, 0, from);
        var looked = 0;
        do
        {
            try
            {
                var page = await links.ListAsync(
                    site.Id, filter, LinkOrder.Address, sum.Next, Math.Min(Portion, MaxLinks - sum.Links), cancellationToken);
                sum = sum.With(await ActAsync(site, page.Links, action, tag, cancellationToken), page.Next);
                looked += page.Looked;
            }
            catch (Exception e) when (e is ConcurrencyException or StorageException && sum.Links > 0)
            {
                return sum with { IsBrokenOff = true };
            }
        }
        while (sum.Next is not null && sum.Links < MaxLinks && looked < MaxLooked);

        return sum;
    }

    /// <summary>Null if it may be done now.</summary>
    private TimeSpan? WaitOf(Site site, string? action) =>
        action == Recheck ? quota.Take(($"rechecks of {site.Id}", RechecksAnHour)) : null;

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
                var unlisted = rows.Count(row => !Has(row.Link, tag!) && row.Link.Tags.Count >= LinkFacets.MaxTags) - full.Count;
                return new BulkOutcome(rows.Count, changed, null) { Full = full.Count, Unlisted = unlisted };
        }
    }

    private static Backlink WithTag(Backlink link, string tag) =>
        Has(link, tag) || IsFull(link, tag) ? link : link with { Tags = [.. link.Tags, tag] };

    private static bool IsFull(Backlink link, string tag) => link.Tags.Count >= Backlink.MaxTags && !Has(link, tag);

    /// <summary>In any case, as the form of a link and imports have it.</summary>
    private static bool Has(Backlink link, string tag) => link.Tags.Contains(tag, StringComparer.OrdinalIgnoreCase);
}

/// <summary>What came of it.</summary>
/// <param name="Links">How many links were reached.</param>
/// <param name="Changed">Of those, how many are other than before; for a recheck, the pages to be read.</param>
/// <param name="Next">Where to go on; null if that was all.</param>
public sealed record BulkOutcome(int Links, int Changed, string? Next)
{
    /// <summary>Links that have as many tags as a link may have.</summary>
    public int Full { get; init; }

    /// <summary>Links that got the tag, but had as many as a link is filtered by.</summary>
    public int Unlisted { get; init; }

    /// <summary>Whether something went wrong after that.</summary>
    public bool IsBrokenOff { get; init; }

    /// <summary>Nothing was done: it was done too often, and goes on after this.</summary>
    public TimeSpan? Wait { get; init; }

    public static BulkOutcome Later(TimeSpan wait, string? from) => new(0, 0, from) { Wait = wait };

    /// <param name="done">What was done besides.</param>
    /// <param name="next">Where to go on after that.</param>
    public BulkOutcome With(BulkOutcome done, string? next) => new(Links + done.Links, Changed + done.Changed, next)
    {
        Full = Full + done.Full,
        Unlisted = Unlisted + done.Unlisted,
    };

    public string Words(string? action, string? tag) =>
        Wait is { } wait
            ? $"At most {BulkLinks.RechecksAnHour} times an hour: go on in {Counted.Of((int)Math.Ceiling(wait.TotalMinutes), "minute")}."
            : DoneWords(action, tag)
                + (IsBrokenOff ? " Then storage failed, or others were changing the same links."
                    : Next is null ? "" : " There may be more.");

    private string DoneWords(string? action, string? tag) => action switch
    {
        BulkLinks.Remove => $"No longer watched: {Counted.Of(Links, "link")}.",
        BulkLinks.Recheck => $"To be checked soon: {Counted.Of(Changed, "page")}. It counts as a scheduled check.",
        _ => $"Tagged “{tag}”: {Counted.Of(Changed, "link")}."
            + (Links - Changed - Full > 0 ? $" {Counted.Of(Links - Changed - Full, "link")} had it already." : "")
            + (Full > 0 ? $" {Counted.Of(Full, "link has", "links have")} {Backlink.MaxTags} tags already, which is the most." : "")
            + (Unlisted > 0
                ? $" {Counted.Of(Unlisted, "of them has", "of them have")} more than {LinkFacets.MaxTags} tags: "
                    + $"links are filtered by their first {LinkFacets.MaxTags}."
                : ""),
    };
}

using LinkWatch.Links;
using LinkWatch.Messages;
using LinkWatch.Storage;

namespace LinkWatch.Checking;

/// <summary>
/// Decides whether a message may be worked on, so that a host has one slice in work at a time. A fresh message needs no
/// read; one that came late, again, or was sent again must first take its slice's row over, and loses if another did.
/// </summary>
public sealed class SliceClaims(IPageStore pages, TimeProvider time, CheckOptions options)
{
    public async Task<ClaimedSlice?> ClaimAsync(CheckSlice message, int dequeueCount, CancellationToken cancellationToken)
    {
        var now = time.GetUtcNow();
        var isFresh = dequeueCount == 1 && message.Generation == 1 && now - message.SentAt <= options.FreshFor
            && !message.SentAt.IsAhead(now) && !message.PlannedAt.IsAhead(now);
        if (isFresh) return await WithRowsAsync(RowOf(message), version: null, message, message.Troubled ?? [], cancellationToken);

        var stored = await pages.FindSliceAsync(message.Shard, message.SliceId, cancellationToken);
        if (stored is null || stored.Row.Generation != message.Generation) return null;

        // Planned by a clock that was ahead: the next tick plans it anew.
        if (stored.Row.PlannedAt.IsAhead(now)) return null;

        var claimed = stored.Row with { ProgressAt = now };
        var versions = await pages.CommitAsync(message.Shard, [RowWrite.Replace(claimed, stored.Version)], cancellationToken);
        var unread = message with { Pages = claimed.Pages.Select(page => new CheckPage(page, null, null)).ToList() };

        // The message is old news: any of its hosts may be in trouble by now.
        return versions is null ? null : await WithRowsAsync(claimed, versions[0], unread, claimed.Hosts, cancellationToken);
    }

    private async Task<ClaimedSlice> WithRowsAsync(
        SliceRow slice, string? version, CheckSlice message, IReadOnlyList<string> troubled, CancellationToken cancellationToken)
    {
        var missing = message.Pages.Where(page => page.Row is null).Select(page => page.Slice.Page).ToList();
        var read = missing.Count == 0 ? [] : await pages.FindPagesAsync(message.Shard, missing, cancellationToken);
        var rows = read.ToDictionary(row => row.Row.Key);
        var claimed = message.Pages
            .Select(page => (
                page.Slice, Row: page.Row is null ? rows.GetValueOrDefault(page.Slice.Page) : new Stored<PageRow>(page.Row, page.Version!)))
            .Where(page => page.Row is not null)
            .Select(page => new ClaimedPage(page.Slice, page.Row!))
            .ToList();
        return new ClaimedSlice(message.Shard, slice, version, claimed, time.GetUtcNow(), troubled.ToHashSet(StringComparer.Ordinal));
    }

    private static SliceRow RowOf(CheckSlice message) => new(
        message.SliceId,
        message.Pages.Select(page => page.Slice.Host).Distinct().ToList(),
        message.Pages.Select(page => page.Slice).ToList(),
        message.PlannedAt,
        message.SentAt,
        message.Generation,
        message.IsSlow);
}

/// <summary>A slice that is ours to work on.</summary>
/// <param name="Shard">Where it lies.</param>
/// <param name="Row">Its row.</param>
/// <param name="Version">The version that our claim wrote; null where none was needed.</param>
/// <param name="Pages">Its pages that are still tracked.</param>
/// <param name="ClaimedAt">When work on it began.</param>
/// <param name="Troubled">Hosts with links that are turning, as far as was known when it was sent.</param>
public sealed record ClaimedSlice(
    int Shard, SliceRow Row, string? Version, IReadOnlyList<ClaimedPage> Pages, DateTimeOffset ClaimedAt, IReadOnlySet<string> Troubled);

/// <summary>A page of a slice, with its row as it was when the slice was planned or claimed.</summary>
public sealed record ClaimedPage(SlicePage Slice, Stored<PageRow> Row);

using LinkWatch.Links;
using LinkWatch.Storage;

namespace LinkWatch.Web.Dashboard;

/// <summary>How far the checks have come: until when everything that was due was given to the checker.</summary>
public sealed class PlannedChecks(IPageStore pages)
{
    /// <returns>Null if nothing was ever planned.</returns>
    public async Task<PlannedTo?> ToAsync(CancellationToken cancellationToken) =>
        Of((await CursorsAsync(cancellationToken)).SelectMany(cursor => cursor.Cadences.Values));

    /// <returns>Null if pages of this cadence were never planned.</returns>
    public async Task<PlannedTo?> ToAsync(Cadence cadence, CancellationToken cancellationToken) =>
        Of((await CursorsAsync(cancellationToken)).Select(cursor => cursor.Cadences.GetValueOrDefault(cadence)).OfType<CadenceCursor>());

    private static PlannedTo? Of(IEnumerable<CadenceCursor> cursors)
    {
        var times = cursors.Select(cursor => cursor.PlannedTo).ToList();
        return times.Count == 0 ? null : new PlannedTo(times.Min(), times.Max());
    }

    private async Task<IEnumerable<CursorRow>> CursorsAsync(CancellationToken cancellationToken)
    {
        var cursors = await Task.WhenAll(
            Enumerable.Range(0, pages.Shards).Select(shard => pages.FindCursorAsync(shard, cancellationToken)));
        return cursors.Select(cursor => cursor?.Row).OfType<CursorRow>();
    }
}

/// <summary>A shard whose hosts have no room waits, while the others go on.</summary>
/// <param name="Everywhere">Until when all that was due was given to the checker.</param>
/// <param name="Somewhere">… in the shard that is furthest.</param>
public sealed record PlannedTo(DateTimeOffset Everywhere, DateTimeOffset Somewhere);

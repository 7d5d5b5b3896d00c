using LinkWatch.Links;
using LinkWatch.Storage;

namespace LinkWatch.Web.Dashboard;

/// <summary>How far the checks have come: until when everything that was due was given to the checker.</summary>
public sealed class PlannedChecks(IPageStore pages)
{
    /// <returns>Null if nothing was ever planned.</returns>
    public async Task<DateTimeOffset?> ToAsync(CancellationToken cancellationToken) =>
        (await CursorsAsync(cancellationToken)).SelectMany(cursor => cursor.Cadences.Values)
            .Select(at => (DateTimeOffset?)at.PlannedTo).Max();

    /// <returns>Null if pages of this cadence were never planned.</returns>
    public async Task<DateTimeOffset?> ToAsync(Cadence cadence, CancellationToken cancellationToken) =>
        (await CursorsAsync(cancellationToken)).Select(cursor => cursor.Cadences.GetValueOrDefault(cadence)?.PlannedTo).Max();

    private async Task<IEnumerable<CursorRow>> CursorsAsync(CancellationToken cancellationToken)
    {
        var agendas = await Task.WhenAll(Enumerable.Range(0, pages.Shards).Select(shard =>
            pages.ReadAgendaAsync(shard, DateTimeOffset.MinValue, mostRechecks: 1, mostOfHost: 1, cancellationToken)));
        return agendas.Select(agenda => agenda.Cursor?.Row).OfType<CursorRow>();
    }
}

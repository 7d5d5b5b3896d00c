using LinkWatch.Confirming;
using LinkWatch.Links;
using LinkWatch.Storage;

namespace LinkWatch.Checking;

/// <summary>
/// Notes what took the place of pages, and tells which of them met a wall. Only pages that turn to <c>page-replaced</c> or
/// <c>page-redirected</c> are looked up: a healthy check costs nothing here.
/// </summary>
public sealed class WallWatch(IWallStore walls, ConfirmOptions options)
{
    private const int Attempts = 8;

    /// <summary>The walls that pages met, by page.</summary>
    public async Task<IReadOnlyDictionary<PageKey, Incident>> SeeAsync(IReadOnlyList<VisitedPage> visited, DateTimeOffset plannedAt, CancellationToken cancellationToken)
    {
        var met = new Dictionary<PageKey, Incident>();
        foreach (var page in visited)
        {
            foreach (var sign in SignsOf(page))
            {
                var wall = await NoteAsync(sign, page.Page.Slice.Host, plannedAt, cancellationToken);
                if (wall is not null) met.TryAdd(page.Page.Slice.Page, wall);
            }
        }

        return met;
    }

    private static IEnumerable<WallSign> SignsOf(VisitedPage page)
    {
        var (visit, row) = (page.Visit, page.Page.Row.Row);
        var reasons = row.Links.Zip(visit.Verdicts)
            .Where(pair => pair.First.State.Status is not (null or Status.Lost))
            .SelectMany(pair => pair.Second.Reasons).ToList();
        return Walls.SignsOf(reasons, visit.BodyHash, visit.Facts.Title, visit.Facts.FinalUrl);
    }

    private async Task<Incident?> NoteAsync(WallSign sign, string host, DateTimeOffset at, CancellationToken cancellationToken)
    {
        for (var attempt = 0; attempt < Attempts; attempt++)
        {
            var stored = (await walls.FindAsync([Keys.Wall(sign.Kind, sign.Hash)], cancellationToken)).SingleOrDefault();
            var noted = Noted(stored?.Row ?? new WallRow(sign, at, []), host, at);
            var write = stored is null ? RowWrite.Insert(noted) : noted == stored.Row ? null : RowWrite.Replace(noted, stored.Version);
            if (write is not null && await walls.CommitAsync([write], cancellationToken) is null) continue;
            return Walls.IsWall(noted.Hosts, at, options) ? Incident.OfWall(noted.RowKey, noted.Sign.Shown, noted.Since) : null;
        }

        // Others write the same wall at this moment: whether it is one, the next reading sees.
        return null;
    }

    private WallRow Noted(WallRow wall, string host, DateTimeOffset at)
    {
        var since = at - wall.Since >= options.WallMemory ? at : wall.Since;
        return wall with { Since = since, Hosts = Walls.With(wall.Hosts, host, at, options) };
    }
}

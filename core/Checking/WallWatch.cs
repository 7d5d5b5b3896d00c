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
    public async Task<IReadOnlyDictionary<PageKey, Incident>> SeeAsync(IReadOnlyList<ReplacedPage> replaced, DateTimeOffset plannedAt, CancellationToken cancellationToken)
    {
        var met = new Dictionary<PageKey, Incident>();
        foreach (var page in replaced)
        {
            foreach (var sign in Walls.SignsOf(page.Reasons, page.BodyHash, page.Title, page.FinalUrl))
            {
                var wall = await NoteAsync(sign, page.Host, plannedAt, cancellationToken);
                if (wall is not null) met.TryAdd(page.Page, wall);
            }
        }

        return met;
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

/// <summary>A page whose place another may have taken.</summary>
/// <param name="Page">Its key.</param>
/// <param name="Host">Its host (authority).</param>
/// <param name="Reasons">What was found of those of its links that were not lost before.</param>
/// <param name="BodyHash">Of what was read in its place, or null.</param>
/// <param name="Title">Of what was read in its place, or null.</param>
/// <param name="FinalUrl">Where the visit ended.</param>
public sealed record ReplacedPage(PageKey Page, string Host, IReadOnlyList<Reason> Reasons, string? BodyHash, string? Title, WebUrl FinalUrl);

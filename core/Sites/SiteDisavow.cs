using System.Security.Cryptography;
using LinkWatch.Storage;

namespace LinkWatch.Sites;

/// <summary>Keeps a site's disavow file, byte for byte.</summary>
public sealed class SiteDisavow(ISiteStore sites, TimeProvider time)
{
    /// <summary>Null if the site has none.</summary>
    public Task<KeptDisavow?> FindAsync(string siteId, CancellationToken cancellationToken) => OptimisticUpdate.RunAsync(
        $"site {siteId}: its disavow file",
        async _ =>
        {
            if (await sites.FindDisavowAsync(siteId, cancellationToken) is not { } head) return Attempt.Written<KeptDisavow?>(null);
            var pieces = await sites.ListDisavowPiecesAsync(siteId, cancellationToken);
            byte[] bytes = [.. pieces.SelectMany(piece => Convert.FromBase64String(piece.Row.Base64))];
            return HashOf(bytes) == head.Row.Hash
                ? Attempt.Written<KeptDisavow?>(new KeptDisavow(head.Row.Name, head.Row.KeptAt, bytes))
                : Attempt.Overtaken<KeptDisavow?>();
        },
        cancellationToken);

    /// <summary>Keeps the file in place of the one that was there; whether one was.</summary>
    /// <exception cref="ArgumentException">It is larger than a disavow file may be.</exception>
    public Task<bool> KeepAsync(string siteId, string name, byte[] bytes, CancellationToken cancellationToken)
    {
        DisavowPieceRow[] pieces = [.. bytes.Chunk(DisavowRow.PieceSize)
            .Select((piece, number) => new DisavowPieceRow(number, Convert.ToBase64String(piece)))];
        if (pieces.Length > DisavowRow.MaxPieces) throw new ArgumentException($"{bytes.Length} bytes are too many", nameof(bytes));
        var row = new DisavowRow { Name = name, KeptAt = time.GetUtcNow(), Pieces = pieces.Length, Hash = HashOf(bytes) };
        return OptimisticUpdate.RunAsync(
            $"site {siteId}: its disavow file",
            async _ =>
            {
                var stored = await sites.FindDisavowAsync(siteId, cancellationToken);
                RowWrite[] writes =
                [
                    stored is null ? RowWrite.Insert(row) : RowWrite.Replace(row, stored.Version),
                    .. pieces.Select(RowWrite.Put),
                    .. Enumerable.Range(pieces.Length, Math.Max(0, (stored?.Row.Pieces ?? 0) - pieces.Length))
                        .Select(number => RowWrite.Delete(Keys.DisavowPiece(number))),
                ];
                return await sites.CommitAsync(siteId, writes, cancellationToken) is null
                    ? Attempt.Overtaken<bool>()
                    : Attempt.Written(stored is not null);
            },
            cancellationToken);
    }

    private static string HashOf(byte[] bytes) => Convert.ToHexStringLower(SHA256.HashData(bytes));
}

/// <summary>A disavow file as it was kept.</summary>
public sealed record KeptDisavow(string Name, DateTimeOffset At, byte[] Bytes);

using Azure;
using Azure.Storage.Blobs;
using Azure.Storage.Blobs.Models;
using LinkWatch.Ranking;

namespace LinkWatch.Azure.Blobs;

/// <summary>A rank file in a blob: each read is a request. It is read as it was when it was opened, or not at all.</summary>
internal sealed class BlobRankSource(BlobClient blob, long length, ETag version, StorageErrors errors) : IRankSource
{
    public long Length => length;

    public async ValueTask ReadAsync(long offset, Memory<byte> buffer, CancellationToken cancellationToken) =>
        await errors.TranslateAsync(() => ReadRangeAsync(offset, buffer, cancellationToken), cancellationToken);

    private async Task<bool> ReadRangeAsync(long offset, Memory<byte> buffer, CancellationToken cancellationToken)
    {
        if (buffer.Length == 0) return true;
        var options = new BlobDownloadOptions
        {
            Range = new HttpRange(offset, buffer.Length),
            Conditions = new BlobRequestConditions { IfMatch = version },
        };
        try
        {
            using var answer = (await blob.DownloadStreamingAsync(options, cancellationToken)).Value;
            await answer.Content.ReadExactlyAsync(buffer, cancellationToken);
            return true;
        }
        catch (RequestFailedException e) when (e.Status is 404 or 412)
        {
            throw new RankListException($"{blob.Uri}: it was replaced or removed while it was read", e);
        }
        catch (EndOfStreamException e)
        {
            throw new RankListException($"{blob.Uri}: it became shorter while it was read", e);
        }
    }
}

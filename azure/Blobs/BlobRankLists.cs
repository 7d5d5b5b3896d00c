using Azure;
using Azure.Storage.Blobs;
using LinkWatch.Ranking;

namespace LinkWatch.Azure.Blobs;

/// <summary>The rank lists in a container: a blob of each kind, named as the file that <c>linkwatch ranks import</c> writes.</summary>
internal sealed class BlobRankLists(BlobContainerClient container) : IRankLists
{
    public const string Container = "ranks";

    private readonly StorageErrors errors = new(container.Uri);

    /// <summary>One request if a kind is not there, two if it is.</summary>
    public Task<OpenRanks> OpenAsync(CancellationToken cancellationToken) => errors.TranslateAsync(
        async () =>
        {
            var files = new List<RankFile>();
            foreach (var kind in RankKinds.All)
            {
                if (await OpenAsync(container.GetBlobClient(kind.FileName()), cancellationToken) is { } file) files.Add(file);
            }

            return new OpenRanks(files, []);
        },
        cancellationToken);

    private async Task<RankFile?> OpenAsync(BlobClient blob, CancellationToken cancellationToken)
    {
        try
        {
            var there = (await blob.GetPropertiesAsync(cancellationToken: cancellationToken)).Value;
            return await RankFile.OpenAsync(new BlobRankSource(blob, there.ContentLength, there.ETag, errors), cancellationToken);
        }
        catch (RequestFailedException e) when (e.Status == 404)
        {
            return null;
        }
        catch (RequestFailedException e) when (e.Status is 401 or 403)
        {
            throw new RankListException(
                $"{blob.Uri}: access denied; give whoever runs LinkWatch the role Storage Blob Data Reader on the account", e);
        }
        catch (RankListException e)
        {
            throw new RankListException($"{blob.Uri}: {e.Message}", e);
        }
    }
}

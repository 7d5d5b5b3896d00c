using LinkWatch.Ranking;

namespace LinkWatch.Local.Ranks;

/// <summary>The rank lists of a data folder.</summary>
internal sealed class FolderRankLists(RankFolder folder) : IRankLists
{
    public async Task<OpenRanks> OpenAsync(CancellationToken cancellationToken)
    {
        var open = new List<OpenRankFile>();
        var path = "";
        try
        {
            foreach (var kind in folder.Kinds)
            {
                path = folder.FileOf(kind);
                open.Add(await OpenRankFile.OpenAsync(path, cancellationToken));
            }

            return new OpenRanks(open.Select(file => file.File), open);
        }
        catch (Exception e) when (e is RankListException or IOException or UnauthorizedAccessException)
        {
            open.ForEach(file => file.Dispose());
            throw new RankListException($"{path}: {e.Message}", e);
        }
    }
}

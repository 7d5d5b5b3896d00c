using System.Globalization;

namespace LinkWatch.Ranking;

/// <summary>The imported rank lists, wherever they are kept.</summary>
public interface IRankLists
{
    /// <summary>Opens those that are there.</summary>
    /// <exception cref="RankListException">One of them cannot be used; the message names it.</exception>
    Task<OpenRanks> OpenAsync(CancellationToken cancellationToken);
}

/// <summary>Rank lists that are open; dispose them when done.</summary>
public sealed class OpenRanks : IDisposable
{
    private readonly IReadOnlyList<RankFile> files;
    private readonly IReadOnlyList<IDisposable> sources;

    /// <param name="files">The lists, in any order.</param>
    /// <param name="sources">Closed with the lists.</param>
    public OpenRanks(IEnumerable<RankFile> files, IReadOnlyList<IDisposable> sources)
    {
        this.files = [.. files.OrderByDescending(file => file.Header.Domains).ThenBy(file => file.Header.Kind)];
        this.sources = sources;
        Releases = string.Join(
            ", ",
            this.files.Select(file => string.Create(
                CultureInfo.InvariantCulture,
                $"{file.Header.Kind.Name()} {file.Header.Release} {file.Header.ImportedAt.ToUnixTimeSeconds()}")));
    }

    /// <summary>No lists at all.</summary>
    public static OpenRanks None { get; } = new([], []);

    /// <summary>Names what is there; another import changes it. Empty if there is nothing.</summary>
    public string Releases { get; }

    /// <summary>
    /// A domain's place in the longest list that has it: a place among a hundred million says more than one among a million, and most
    /// domains are measured by the same list.
    /// </summary>
    /// <param name="names">The domain's names, the one to look for first in front: a host, and its registered domain.</param>
    /// <param name="cancellationToken">Stops it.</param>
    /// <exception cref="RankListException">A file is damaged.</exception>
    public async ValueTask<(RankHeader List, RankPlace Place)?> FindAsync(
        IReadOnlyCollection<string> names, CancellationToken cancellationToken)
    {
        foreach (var file in files)
        {
            foreach (var name in names)
                if (await file.FindAsync(name, cancellationToken) is { } place) return (file.Header, place);
        }

        return null;
    }

    public void Dispose()
    {
        foreach (var source in sources) source.Dispose();
    }
}

/// <summary>Where no rank lists are kept.</summary>
public sealed class NoRankLists : IRankLists
{
    public Task<OpenRanks> OpenAsync(CancellationToken cancellationToken) => Task.FromResult(OpenRanks.None);
}

using System.Runtime.CompilerServices;
using LinkWatch.Importing;
using LinkWatch.Links;

namespace LinkWatch.Discovery.Sources;

/// <summary>Reads candidates from a list of links, as an import reads it: each row is a candidate, dropped, or malformed.</summary>
public static class ExportSource
{
    /// <param name="list">The list, in any encoding.</param>
    /// <param name="site">Whose candidates they are.</param>
    /// <param name="count">Counts the rows.</param>
    /// <param name="dropped">Counts those that bring no candidate.</param>
    /// <param name="progress">Is called after each row; null if nobody waits.</param>
    /// <param name="cancellationToken">Stops it.</param>
    /// <exception cref="SourceException">The list cannot be used.</exception>
    public static async IAsyncEnumerable<Candidate> ReadAsync(
        Stream list, Site site, SourceCount count, DropCount dropped, Action? progress,
        [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        await foreach (var row in ImportReader.ReadAsync(list, new ImportOptions(site.DefaultTarget()), cancellationToken))
        {
            if (row.Kind == ImportRowKind.Refusal)
            {
                // Nothing was taken yet, or the rows before are good.
                if (count.Lines == 0) throw new SourceException(row.ToString());
                count.Damage = row.ToString();
                yield break;
            }

            count.NextRow(row.Number);
            progress?.Invoke();
            if (row.LacksScheme) count.WithoutScheme++;
            if (row.Kind == ImportRowKind.Problem) count.AddMalformed(row.Problem);
            else if (row.Kind == ImportRowKind.Duplicate) dropped.Count(DropReason.Duplicate);
            else if (site.Holds(row.Backlink!.Source)) dropped.Count(DropReason.OwnSite);
            else if (!site.Holds(row.Backlink.Target.Url)) dropped.Count(DropReason.OtherSite);
            else yield return Candidate(row);
        }
    }

    private static Candidate Candidate(ImportRow row) => new(row.Backlink!.Source, CandidateOrigin.Export)
    {
        Target = row.Target.Length > 0 ? row.Backlink.Target.Url : null,
        Anchor = row.Backlink.ExpectedAnchor,
        SeenAt = ExportDates.LastSeen(row.Backlink.Notes),
    };
}

using LinkWatch.Discovery;
using LinkWatch.Discovery.Sources;
using LinkWatch.Links;

namespace LinkWatch.Local.Commands;

/// <summary>Reads files of any kind, and adds to the inbox what is found: of all logs together, and of each other file.</summary>
internal sealed class DiscoverRun(CommandIo io, Site site, ICandidateInbox inbox, bool isTrial)
{
    private readonly ReferrerTally tally = new(site);
    private readonly DropCount dropped = new();
    private CandidateCount added = CandidateCount.None;

    /// <exception cref="UsageException">A file cannot be used.</exception>
    public async Task ReadAsync(IReadOnlyList<SourceFile> files, CancellationToken cancellationToken)
    {
        var logs = files.Where(file => file.Source.Kind.IsLog()).ToList();
        var vertices = files.Where(file => file.Source.Kind == SourceKind.GraphVertices).ToList();
        var edges = files.Where(file => file.Source.Kind == SourceKind.GraphEdges).ToList();
        CheckGraph(vertices, edges);
        foreach (var log in logs)
        {
            await log.ReadAsync(
                io, (content, progress) => LogReader.ReadAsync(content, log.Source.Kind, tally, log.Count, progress, cancellationToken),
                cancellationToken);
        }

        if (logs.Count > 0) await AddAsync(tally.TakeCandidates(), cancellationToken);
        foreach (var file in files.Where(file => file.Source.Kind == SourceKind.Export)) await ReadExportAsync(file, cancellationToken);
        foreach (var file in files.Where(file => file.Source.Kind == SourceKind.Wat)) await ReadWatAsync(file, cancellationToken);
        if (vertices.Count > 0) await ReadGraphAsync(vertices, edges, cancellationToken);
    }

    public DiscoverReport Report(IReadOnlyList<SourceFile> files)
    {
        var reasons = Enum.GetValues<DropReason>().ToDictionary(reason => reason.Name(), reason => dropped[reason] + tally.Dropped[reason]);
        return new DiscoverReport(
            site.Id, isTrial, [.. files.Select(SourceReport.Of)],
            reasons.Where(reason => reason.Value > 0).OrderByDescending(reason => reason.Value).ToDictionary(),
            tally.SetAside > 0 ? new SetAsideReport(tally.SetAside, tally.HitsSetAside) : null, added);
    }

    private static void CheckGraph(List<SourceFile> vertices, List<SourceFile> edges)
    {
        if (vertices.Count == 0 && edges.Count == 0) return;
        if (vertices.Count == 0 || edges.Count == 0)
            throw new UsageException("the graph is in two files, vertices and edges: name both");
        if (vertices.Exists(file => file.Path == InputFile.StandardInput))
            throw new UsageException("the graph's vertices are read twice: name a file, not standard input");
    }

    private Task ReadExportAsync(SourceFile file, CancellationToken cancellationToken) => file.ReadAsync(
        io, (content, progress) => AddAsync(
            ExportSource.ReadAsync(content, site, file.Count, dropped, progress, cancellationToken), cancellationToken),
        cancellationToken);

    private Task ReadWatAsync(SourceFile file, CancellationToken cancellationToken) => file.ReadAsync(
        io, async (content, progress) => await AddAsync(
            await WatSource.ReadAsync(content, site, file.Count, dropped, progress, cancellationToken), cancellationToken),
        cancellationToken);

    private async Task ReadGraphAsync(List<SourceFile> vertices, List<SourceFile> edges, CancellationToken cancellationToken)
    {
        var graph = new GraphSource(site);
        foreach (var file in vertices)
        {
            await file.ReadAsync(
                io, (content, progress) => graph.ReadVerticesAsync(content, file.Count, progress, cancellationToken), cancellationToken);
        }

        if (!graph.IsThere)
            throw new UsageException($"{vertices[0].Name}: {string.Join(" and ", site.Domains)} is not among the graph's domains");
        foreach (var file in edges)
        {
            await file.ReadAsync(
                io, (content, progress) => graph.ReadEdgesAsync(content, file.Count, progress, cancellationToken), cancellationToken);
        }

        foreach (var file in vertices)
        {
            await file.ReadAsync(
                io, async (content, progress) =>
                    await AddAsync(await graph.ReadNamesAsync(content, progress, cancellationToken), cancellationToken),
                cancellationToken);
        }
    }

    private Task AddAsync(IEnumerable<Candidate> candidates, CancellationToken cancellationToken) =>
        AddAsync(candidates.ToAsyncEnumerable(), cancellationToken);

    private async Task AddAsync(IAsyncEnumerable<Candidate> candidates, CancellationToken cancellationToken)
    {
        var count = await inbox.AddAsync(site.Id, candidates, isTrial, cancellationToken);
        added += count;
    }
}

using System.Globalization;
using LinkWatch.Confirming;
using LinkWatch.Links;
using LinkWatch.Storage;

namespace LinkWatch.Bench.Listing;

/// <summary>A <see cref="ListedSite"/> with everything that the dashboard shows of it: changes, imports, incidents, coverage.</summary>
internal static class ShownSite
{
    /// <summary>Its only name: two sites are compared in stores of their own.</summary>
    public const string Id = "shop";

    private const int LinksPerImport = 2000;
    private const int LinksPerIncident = 1000;
    private const int Days = 366;

    public static async Task WriteAsync(ISiteStore store, int links, CancellationToken cancellationToken)
    {
        await ListedSite.WriteAsync(store, Id, links, cancellationToken);
        var rows = Enumerable.Range(0, links).Select(number => (SiteRow)ChangeOf(ListedSite.Link(Id, number, links)))
            .Concat(Enumerable.Range(0, (links / LinksPerImport) + 1).Select(Import))
            .Concat(Enumerable.Range(0, (links / LinksPerIncident) + 1).Select(Incident))
            .Concat(Enumerable.Range(0, Days).Select(day => new SpikesRow(Day(day), [])))
            .Append(Coverage(links))
            .Append(Referrers(links));
        foreach (var commits in rows.Chunk(RowWrite.MaxPerCommit).Chunk(20))
        {
            IReadOnlyList<IReadOnlyList<RowWrite>> writes = [.. commits.Select(commit => commit.Select(RowWrite.Put).ToList())];
            var outcomes = await store.CommitAllAsync(Id, writes, cancellationToken);
            if (outcomes.Any(outcome => outcome != CommitOutcome.Written)) throw new InvalidOperationException("a commit was refused");
        }
    }

    /// <summary>The last change of a link.</summary>
    private static HistoryRow ChangeOf(LinkRow link) => new(link.LinkId, link.Link.Source, link.Link.Target, new LinkChange
    {
        Kind = link.Status == Status.Live ? ChangeKind.Baseline : ChangeKind.State,
        Old = link.Status == Status.Live ? null : Status.Live,
        New = link.Status,
        Reasons = link.Reasons,
        Evidence = link.Status == Status.Live ? [] : ["the page has 48 links, none of them to shop.example/products"],
        Since = link.ChangedAt!.Value,
        At = link.ChangedAt!.Value,
        Readings = 4,
        IsAlert = link.Status != Status.Live,
        OldDetail = link.Detail,
        NewDetail = link.Detail,
    })
    {
        Title = "Some longer post title",
    };

    private static ImportBatchRow Import(int number) => new()
    {
        ImportId = string.Create(CultureInfo.InvariantCulture, $"import{number}"),
        At = ListedSite.Noon.AddHours(-number),
        Source = "links.csv",
        Added = LinksPerImport,
        ReadOnce = LinksPerImport,
    };

    private static IncidentRow Incident(int number)
    {
        var host = string.Create(CultureInfo.InvariantCulture, $"blog{number}.example");
        return new()
        {
            Incident = LinkWatch.Confirming.Incident.OfHost(host, IncidentCause.Lost, ListedSite.Noon.AddDays(-number)),
            FirstConfirmedAt = ListedSite.Noon.AddDays(-number),
            Members = 20,
            Returned = number % 2 == 0 ? 20 : 3,
        };
    }

    private static CoverageRow Coverage(int links) => new() { At = ListedSite.Noon, Links = links, Verified = links };

    private static ReferrersRow Referrers(int links) => new(
        ListedSite.Noon,
        Math.Max(1, links / 5),
        [.. Enumerable.Range(0, 20).Select(number => new LinksBy($"blog{number.ToString(CultureInfo.InvariantCulture)}.example", 5, 5))],
        [new LinksBy("anchor text", links, links)]);

    private static DateOnly Day(int before) => DateOnly.FromDateTime(ListedSite.Noon.DateTime).AddDays(-before);
}

using LinkWatch.Links;
using LinkWatch.Local.Pipeline;
using LinkWatch.Local.Sqlite;
using LinkWatch.Sites;
using LinkWatch.Storage;
using LinkWatch.Tests.Support;
using LinkWatch.Urls;

namespace LinkWatch.Tests.Core.Alerting;

public sealed class OutboxRelayTests
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_portion_of_usual_losses_is_one_commit_of_a_hundred_writes()
    {
        using var temp = new TempFolder();
        using var file = await SqliteFile.OpenAsync(temp.Path, 1, Cancel);
        var commits = new List<(int Losses, int Writes)>();
        var rows = new SqliteRows(file);
        var sites = CallProxy<ISiteStore>.Around(new SiteStore(rows, rows), (method, args, _) =>
        {
            if (method.Name == nameof(ISiteStore.CommitAsync) && args[1] is IReadOnlyList<RowWrite> writes)
                commits.Add((writes.Count(write => write.Row is HistoryRow { Change.New: Status.Lost }), writes.Count));
        });
        await using var pipeline = await TestPipeline.StartAsync(
            storage: new OpenStorage(file), stores: new SqliteStores(file).All with { Sites = sites });
        var links = Enumerable.Range(0, 12).Select(i => new Backlink
        {
            Source = WebUrl.Parse($"https://blog{i}.example/"),
            Target = new LinkTarget(WebUrl.Parse("https://shop.example/")),
            Tags = ["guest"],
        }).ToList();
        await pipeline.Get<LinkTracker>().AddAsync(TestPipeline.Site, links, "test", progress: null, Cancel);
        await pipeline.LiveAsync(TimeSpan.FromDays(2));
        commits.Clear();
        foreach (var link in links) pipeline.Web.Say(link.Source.Href, Status.Lost, Reason.LinkRemoved);
        await pipeline.LiveAsync(TimeSpan.FromDays(6));

        Assert.All(commits, commit => Assert.InRange(commit.Writes, 1, RowWrite.MaxPerCommit));
        Assert.Contains(commits, commit => commit.Losses == 3);
        Assert.Equal(12, commits.Sum(commit => commit.Losses));
    }
}

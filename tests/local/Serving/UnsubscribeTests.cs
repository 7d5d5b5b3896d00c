using System.Net;
using System.Text.RegularExpressions;
using LinkWatch.Alerting.Unsubscribing;
using LinkWatch.Local.Settings;
using LinkWatch.Local.Sqlite;
using LinkWatch.Signing;
using LinkWatch.Tests.Support;

namespace LinkWatch.Tests.Local.Serving;

/// <summary>The real program: an owner asks for no more mails.</summary>
public sealed class UnsubscribeTests : IDisposable
{
    private const string Owner = "a@shop.example";

    private readonly string folder = Directory.CreateTempSubdirectory("linkwatch-").FullName;

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public void Dispose() => Directory.Delete(folder, recursive: true);

    [Fact]
    public async Task Looking_at_the_link_changes_nothing_and_one_click_ends_the_mails_to_that_owner_alone()
    {
        using var serve = await ServeAsync(Owner, "b@shop.example");
        using var web = OwnServer.Client();
        var keys = SigningKeys.Parse(await File.ReadAllLinesAsync(Path.Combine(folder, "unsubscribe.keys"), Cancel));
        var link = new UnsubscribeLinks(serve.Url, keys).For("shop", Owner);
        var forged = new Uri(link.AbsoluteUri.Replace("owner=a", "owner=b", StringComparison.Ordinal));

        var shown = await web.GetAsync(link, Cancel);
        var refused = await web.PostAsync(forged, content: null, Cancel);
        var before = await OwnersAsync();
        using var click = new FormUrlEncodedContent([KeyValuePair.Create("List-Unsubscribe", "One-Click")]);
        var done = await web.PostAsync(link, click, Cancel);
        var again = await web.PostAsync(link, content: null, Cancel);

        Assert.Contains("<form method=\"post\">", await shown.Content.ReadAsStringAsync(Cancel), StringComparison.Ordinal);
        Assert.Equal(
            [HttpStatusCode.OK, HttpStatusCode.Forbidden, HttpStatusCode.OK, HttpStatusCode.OK],
            [shown.StatusCode, refused.StatusCode, done.StatusCode, again.StatusCode]);
        Assert.True(shown.Headers.CacheControl?.NoStore);
        Assert.Equal("no-referrer", shown.Headers.GetValues("Referrer-Policy").Single());
        Assert.Contains("default-src 'none'", shown.Headers.GetValues("Content-Security-Policy").Single(), StringComparison.Ordinal);
        Assert.Equal([Owner, "b@shop.example"], before);
        Assert.Equal(["b@shop.example"], await OwnersAsync());
    }

    [Fact]
    public async Task Every_owner_who_clicks_at_the_same_time_is_unsubscribed()
    {
        var owners = Enumerable.Range(0, 30).Select(i => $"owner{i}@shop.example").ToList();
        using var serve = await ServeAsync([.. owners, "last@shop.example"]);
        using var web = OwnServer.Client();
        var keys = SigningKeys.Parse(await File.ReadAllLinesAsync(Path.Combine(folder, "unsubscribe.keys"), Cancel));
        var links = new UnsubscribeLinks(serve.Url, keys);

        var answers = await Task.WhenAll(owners.Select(owner => web.PostAsync(links.For("shop", owner), content: null, Cancel)));

        Assert.All(answers, answer => Assert.Equal(HttpStatusCode.OK, answer.StatusCode));
        Assert.Equal(["last@shop.example"], await OwnersAsync());
    }

    [Fact]
    public async Task Those_who_make_the_keys_at_the_same_time_all_sign_with_the_same()
    {
        for (var round = 0; round < 20; round++)
        {
            var fresh = Path.Combine(folder, $"{round}");
            using var start = new Barrier(8);
            var opened = await Task.WhenAll(Enumerable.Range(0, start.ParticipantCount).Select(_ => Task.Factory.StartNew(
                () =>
                {
                    start.SignalAndWait(Cancel);
                    return new UnsubscribeLinks(new Uri("https://links.example"), SigningKeyFile.Open(fresh)).For("shop", Owner);
                },
                Cancel,
                TaskCreationOptions.LongRunning,
                TaskScheduler.Default)));

            Assert.Single(opened.Distinct());
            Assert.Single(Directory.EnumerateFiles(fresh));
        }
    }

    private async Task<Serving> ServeAsync(params string[] owners)
    {
        using (var file = await SqliteFile.OpenAsync(folder, 4, Cancel))
        {
            await new SqliteStores(file).Sites.SaveSiteAsync(TestPipeline.Site with { Owners = owners }, Cancel);
        }

        var settings = new Dictionary<string, string> { ["LINKWATCH_PUBLIC_URL"] = "https://links.example" };
        var process = LinkWatchProcess.Start(settings, "serve", "--port", "0", "--data", folder);
        var line = await process.StandardOutput.ReadLineAsync(Cancel);
        return new Serving(process, new Uri(Regex.Match(line!, "http://[0-9.:]+", RegexOptions.NonBacktracking).Value));
    }

    private async Task<IReadOnlyList<string>> OwnersAsync()
    {
        using var file = await SqliteFile.OpenAsync(folder, 4, Cancel);
        return (await new SqliteStores(file).Sites.FindSiteAsync("shop", Cancel))!.Row.Owners;
    }

    private sealed record Serving(System.Diagnostics.Process Process, Uri Url) : IDisposable
    {
        public void Dispose()
        {
            Process.Kill();
            Process.WaitForExit();
            Process.Dispose();
        }
    }
}

using System.Net;
using System.Text.RegularExpressions;
using LinkWatch.Alerting.Unsubscribing;
using LinkWatch.Local.Sqlite;
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
        using var serve = await ServeAsync();
#pragma warning disable RS0030 // Our own server is asked, not a page.
        using var web = new HttpClient(new SocketsHttpHandler());
#pragma warning restore RS0030
        var keys = UnsubscribeKeys.Parse(await File.ReadAllLinesAsync(Path.Combine(folder, "unsubscribe.keys"), Cancel));
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
        Assert.Equal([Owner, "b@shop.example"], before);
        Assert.Equal(["b@shop.example"], await OwnersAsync());
    }

    private async Task<Serving> ServeAsync()
    {
        using (var file = await SqliteFile.OpenAsync(folder, 4, Cancel))
        {
            await new SqliteStores(file).Sites.SaveSiteAsync(TestPipeline.Site with { Owners = [Owner, "b@shop.example"] }, Cancel);
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

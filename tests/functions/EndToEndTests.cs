using System.Text.Json;
using LinkWatch.Functions;
using LinkWatch.Metering;
using LinkWatch.Sweeping;
using LinkWatch.Tests.Support;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Time.Testing;

namespace LinkWatch.Tests.Functions;

/// <summary>The whole way on Azurite: real triggers, a real site on loopback, a real mail server.</summary>
public sealed class EndToEndTests(Azurite azurite) : IAsyncDisposable
{
    private const string Site = "shop";
    private const string Linking =
        "<html><head><title>Teas</title></head><body><p>We like <a href=\"https://shop.example/tea\">mountain tea</a>.</p></body></html>";
    private const string Bare = "<html><head><title>Teas</title></head><body><p>We like mountain tea.</p></body></html>";

    private readonly FakeTimeProvider time = FakeTime.Create();
    private readonly SmtpSink sink = SmtpSink.Start();
    private readonly HashSet<string> unlinked = [];

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public ValueTask DisposeAsync() => sink.DisposeAsync();

    [Fact]
    public async Task A_link_that_is_taken_off_its_page_is_mailed_once()
    {
        await using var blog = await StartBlogAsync();
        await using var app = await StartAsync(azurite.NewName("removed"));
        await ImportAsync(app, blog, "/tea", "/other");
        await LiveAsync(app, hours: 2, step: 1);
        var before = await LinksAsync(app);

        unlinked.Add("/tea");
        await LiveAsync(app, hours: 48, step: 3);
        var reported = Mails("shop.example").Count(mail => mail.Contains("lost", StringComparison.OrdinalIgnoreCase));
        await LiveAsync(app, hours: 36, step: 12);

        Assert.Equal(["live", "live"], before.Select(link => link.GetProperty("status").GetString()));
        Assert.Equal(["live", "lost"], (await LinksAsync(app)).Select(link => link.GetProperty("status").GetString()).Order());
        Assert.Equal(1, reported);
        Assert.Equal(1, Mails("shop.example").Count(mail => mail.Contains("lost", StringComparison.OrdinalIgnoreCase)));
        Assert.True(app.Metrics[PipelineMeter.CheckedPages] > 10);
        Assert.Equal(0, app.Metrics[PipelineMeter.PoisonMessages]);
    }

    [Fact]
    public async Task A_message_that_fails_for_good_is_counted_kept_and_can_be_put_back()
    {
        await using var app = await StartAsync(azurite.NewName("poison"));
        await app.Storage.Queues.Checks.SendAsync("{\"n\":\"check-slice\",\"v\":99}", TimeSpan.Zero, Cancel);

        await app.PumpAsync();
        await app.SweepAsync();
        var kept = Assert.Single(await app.Storage.Poison.ListAsync(10, Cancel));
        var counted = app.Metrics[PipelineMeter.PoisonMessages];
        var requeued = await app.Get<PoisonMessages>().RequeueAsync(Cancel);
        await app.SweepAsync();

        Assert.Equal(1, counted);
        Assert.Equal(("checks", "{\"n\":\"check-slice\",\"v\":99}"), (kept.Queue, kept.Text));
        Assert.Equal((1, 0), (requeued["checks"], app.Metrics[PipelineMeter.PoisonMessages]));
        Assert.Equal(1, await app.Storage.Queues.Checks.CountAsync(Cancel));
    }

    [Fact]
    public async Task Two_hosts_on_one_account_check_each_page_once_and_report_each_change_once()
    {
        var paths = Enumerable.Range(1, 4).Select(i => $"/tea{i}").ToArray();
        await using var blog = await StartBlogAsync();
        await using var magazine = await StartBlogAsync();
        await using var forum = await StartBlogAsync();
        var name = azurite.NewName("hosts");
        await using var one = await StartAsync(name);
        await using var other = await StartAsync(name);
        foreach (var site in (LoopbackSite[])[blog, magazine, forum]) await ImportAsync(one, site, paths);

        await TogetherAsync(one, other);
        var first = new[] { blog, magazine, forum }.SelectMany(site =>
            paths.Select(path => site.Asked.Count(asked => asked == path))).ToList();
        unlinked.Add(paths[0]);
        for (var hour = 0; hour < 48; hour += 3)
        {
            time.Advance(TimeSpan.FromHours(3));
            await TogetherAsync(one, other);
            await Task.WhenAll(one.SweepAsync(), other.SweepAsync());
            await TogetherAsync(one, other);
        }

        Assert.All(first, visits => Assert.Equal(1, visits));
        Assert.Equal(3, (await LinksAsync(other)).Count(link => link.GetProperty("status").GetString() == "lost"));
        var changes = await ChangesAsync(one);
        Assert.Equal(changes.Count, changes.Distinct().Count());
        Assert.Equal(3, changes.Count(change => change.EndsWith("state lost", StringComparison.Ordinal)));
        foreach (var site in new[] { blog, magazine, forum })
            Assert.Equal(1, Mails(site.Url(paths[0]).Href).Count(mail => mail.Contains("lost", StringComparison.OrdinalIgnoreCase)));
        Assert.Empty(await one.Storage.Poison.ListAsync(10, Cancel));
    }

    [Fact]
    public async Task A_link_can_be_looked_at_on_demand_and_is_believed_no_worse_for_it()
    {
        await using var blog = await StartBlogAsync();
        await using var app = await StartAsync(azurite.NewName("demand"));
        await ImportAsync(app, blog, "/tea");
        await app.CycleAsync();
        unlinked.Add("/tea");
        var id = (await LinksAsync(app))[0].GetProperty("id").GetString()!;

        var (status, body) = await app.AskAsync(request => app.Trigger<LinksApi>().CheckLinkAsync(request, Site, id));
        var (foreign, _) = await app.AskAsync(request => app.Trigger<LinksApi>().CheckLinkAsync(request, "another", id));

        Assert.Equal((200, 404), (status, foreign));
        Assert.Equal("lost", JsonDocument.Parse(body).RootElement.GetProperty("status").GetString());
        Assert.Equal("live", (await LinksAsync(app))[0].GetProperty("status").GetString());
    }

    [Fact]
    public async Task Health_says_whether_storage_answers()
    {
        await using var app = await StartAsync(azurite.NewName("health"));

        var (status, body) = await app.AskAsync(request => app.Trigger<Health>().ShowAsync(request, Cancel));

        Assert.Equal(200, status);
        Assert.True(JsonDocument.Parse(body).RootElement.GetProperty("healthy").GetBoolean());
    }

    private async Task<FunctionApp> StartAsync(string name)
    {
        var app = await FunctionApp.StartAsync(await azurite.ConnectionStringAsync(), name, time, sink.Port);
        var (status, body) = await app.AskAsync(
            request => app.Trigger<LinksApi>().SetSiteAsync(request, Site, Cancel),
            body: "{\"domains\":[\"shop.example\"],\"owners\":[\"owner@shop.example\"],\"alertPace\":\"immediate\"}");
        Assert.True(status is 200 or 201, body);
        return app;
    }

    private Task<LoopbackSite> StartBlogAsync() => LoopbackSite.StartAsync(context =>
    {
        if (context.Request.Path == "/robots.txt")
        {
            context.Response.StatusCode = StatusCodes.Status404NotFound;
            return Task.CompletedTask;
        }

        context.Response.ContentType = "text/html; charset=utf-8";
        return context.Response.WriteAsync(unlinked.Contains(context.Request.Path.Value!) ? Bare : Linking);
    });

    private static async Task ImportAsync(FunctionApp app, LoopbackSite blog, params string[] paths)
    {
        var file = "source,target\n" + string.Concat(
            paths.Select(path => $"{blog.Url(path).Href},https://shop.example/tea\n")) + "not an address,https://shop.example/\n";
        var (status, body) = await app.AskAsync(request => app.Trigger<LinksApi>().ImportAsync(request, Site), "text/csv", file);
        Assert.Equal(200, status);
        var report = JsonDocument.Parse(body).RootElement;
        Assert.Equal((paths.Length, 1), (report.GetProperty("added").GetInt32(), report.GetProperty("bad").GetInt32()));
        Assert.Equal(paths.Length + 2, report.GetProperty("problems")[0].GetProperty("row").GetInt32());
    }

    private async Task LiveAsync(FunctionApp app, int hours, int step)
    {
        for (var hour = 0; hour < hours; hour += step)
        {
            time.Advance(TimeSpan.FromHours(step));
            await app.CycleAsync();
            await app.SweepAsync();
            await app.PumpAsync();
        }
    }

    private static async Task TogetherAsync(FunctionApp one, FunctionApp other)
    {
        int handled;
        do
        {
            await Task.WhenAll(one.TickAsync(), other.TickAsync());
            handled = (await Task.WhenAll(one.PumpAsync(), other.PumpAsync())).Sum();
        }
        while (handled > 0);
    }

    private static async Task<IReadOnlyList<JsonElement>> LinksAsync(FunctionApp app)
    {
        var (_, body) = await app.AskAsync(request => app.Trigger<LinksApi>().ListAsync(request, Site, Cancel));
        return [.. JsonDocument.Parse(body).RootElement.GetProperty("links").EnumerateArray()];
    }

    private static async Task<IReadOnlyList<string>> ChangesAsync(FunctionApp app)
    {
        var (_, body) = await app.AskAsync(request => app.Trigger<LinksApi>().ChangesAsync(request, Site, Cancel), query: "?most=1000");
        return [.. JsonDocument.Parse(body).RootElement.GetProperty("changes").EnumerateArray()
            .Select(change => $"{change.GetProperty("source")} {change.GetProperty("kind")} {change.GetProperty("to")}")];
    }

    private List<string> Mails(string containing) =>
        [.. sink.Mails.Select(mail => StrictMail.Parse(mail.Data).Parts.First(part => part.Type
            .StartsWith("text/plain", StringComparison.Ordinal)).Text).Where(text => text.Contains(containing, StringComparison.Ordinal))];
}

using System.Globalization;
using System.Net;
using System.Text.RegularExpressions;
using LinkWatch.Tests.Support;
using Microsoft.AspNetCore.Http;

namespace LinkWatch.Tests.Local.Serving;

/// <summary>The real program: what <c>serve</c> says to those who watch it by metrics.</summary>
public sealed class MetricsTests
{
    /// <summary>A line of Prometheus' text format: a name, labels, a value, and maybe a time.</summary>
    private static readonly Regex Sample = new(
        """^([a-zA-Z_:][a-zA-Z0-9_:]*)(\{[a-zA-Z_][a-zA-Z0-9_]*="[^"]*"(?:,[a-zA-Z_][a-zA-Z0-9_]*="[^"]*")*,?\})? (\S+)( \d+)?$""",
        RegexOptions.NonBacktracking);

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Prometheus_reads_what_was_checked_delivered_and_stored_and_grafana_shows_it()
    {
        using var folder = new TempFolder();
        await using var blog = await LoopbackSite.StartAsync(AnswerAsync);
        var samples = new Dictionary<string, double>(StringComparer.Ordinal);
        using (var serve = await ServedAsync(folder, blog, []))
        {
            string[] awaited = ["linkwatch_readings_total{", "linkwatch_deliveries_total{", "linkwatch_undelivered_alerts{"];
            while (!awaited.All(name => samples.Keys.Any(key => key.StartsWith(name, StringComparison.Ordinal))))
            {
                samples = Parse(await GetAsync(serve.Url, key: null));
            }
        }

        Assert.Equal(1, Of("linkwatch_readings_total", "verdict=\"live\""));
        // The page with the link, and the one that it leads to.
        Assert.Equal(2, Of("linkwatch_visit_duration_seconds_count"));
        Assert.Equal(2, Of("linkwatch_checked_pages_total"));
        Assert.Equal(1, Of("linkwatch_deliveries_total", "channel=\"outbox\"", "result=\"delivered\""));
        Assert.Equal(1, Of("linkwatch_links", "site=\"shop\"", "status=\"pending\"") + Of("linkwatch_links", "status=\"live\""));
        Assert.Equal(0, Of("linkwatch_undelivered_age_seconds"));
        Assert.Empty(Named(Repository.Read("docs/grafana.json")).Except(samples.Keys.Select(key => key.Split('{')[0])));
        Assert.Empty(Named(Repository.Read("docs/operate.md")).Except(samples.Keys.Select(key => key.Split('{')[0]))
            .Except(["linkwatch_visit_duration_seconds"]));

        double Of(string name, params string[] labels) =>
            Assert.Single(samples, sample => sample.Key.Split('{')[0] == name && labels.All(sample.Key.Contains)).Value;
    }

    [Fact]
    public async Task Metrics_need_the_key_if_there_is_one()
    {
        using var folder = new TempFolder();
        using var serve = await ServeProcess.StartAsync(
            folder.Path, new Dictionary<string, string> { ["LINKWATCH_API_KEY"] = "sesame" });

        var refused = await Assert.ThrowsAsync<HttpRequestException>(() => GetAsync(serve.Url, key: null));
        Assert.Equal(HttpStatusCode.Unauthorized, refused.StatusCode);
        Assert.Contains("linkwatch_queue_messages", await GetAsync(serve.Url, "sesame"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_collector_gets_them_if_one_is_set()
    {
        using var folder = new TempFolder();
        await using var collector = await LoopbackSite.StartAsync(_ => Task.CompletedTask);
        using var serve = await ServeProcess.StartAsync(folder.Path, new Dictionary<string, string>
        {
            ["OTEL_EXPORTER_OTLP_ENDPOINT"] = collector.Url("/").Href,
            ["OTEL_EXPORTER_OTLP_PROTOCOL"] = "http/protobuf",
            ["OTEL_METRIC_EXPORT_INTERVAL"] = "200",
        });

        while (collector.Asked.IsEmpty) await Task.Yield();

        Assert.Equal("/v1/metrics", collector.Asked.First());
    }

    private static Task AnswerAsync(HttpContext context) => context.Response.WriteAsync(
        context.Request.Path == "/robots.txt" ? "" : "<title>Teas</title><p>The <a href=\"https://shop.example/\">shop</a>", Cancel);

    /// <summary>It runs, with a site that has one link, an owner and mails to the outbox.</summary>
    private static async Task<ServeProcess> ServedAsync(TempFolder folder, LoopbackSite blog, Dictionary<string, string> settings)
    {
        var list = Path.Combine(folder.Path, "links.csv");
        await File.WriteAllLinesAsync(list, ["source", blog.Url("/teas").Href], Cancel);
        var data = Path.Combine(folder.Path, "data");
        Assert.Equal(0, (await TypedCommand.RunAsync(
            "site", "set", "shop", "--domain", "shop.example", "--owner", "me@shop.example", "--data", data)).Code);
        Assert.Equal(
            0, (await TypedCommand.RunAsync("import", list, "--site", "shop", "--data", data, "--allow-address", "127.0.0.1")).Code);
        settings["LINKWATCH_TICK"] = "1";
        settings["LINKWATCH_ALERT_GATHER"] = "0";
        return await ServeProcess.StartAsync(data, settings, "--allow-address", "127.0.0.1", "--interval", "0");
    }

    private static async Task<string> GetAsync(Uri serve, string? key)
    {
        using var web = OwnServer.Client();
        return await web.GetStringAsync(new Uri(serve, "/metrics" + (key is null ? "" : "?code=" + key)), Cancel);
    }

    private static Dictionary<string, double> Parse(string text)
    {
        var samples = new Dictionary<string, double>(StringComparer.Ordinal);
        foreach (var line in text.Split('\n', StringSplitOptions.RemoveEmptyEntries).Where(line => line[0] != '#'))
        {
            var match = Sample.Match(line);
            Assert.True(match.Success, line);
            samples.Add(match.Groups[1].Value + match.Groups[2].Value, double.Parse(match.Groups[3].Value, CultureInfo.InvariantCulture));
        }

        return samples;
    }

    private static HashSet<string> Named(string text) =>
        [.. Regex.Matches(text, "linkwatch_[a-z_]+", RegexOptions.NonBacktracking).Select(match => match.Value)];
}

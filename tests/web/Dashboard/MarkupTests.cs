using System.Text.Json;
using LinkWatch.Alerting.Unsubscribing;
using LinkWatch.Sites;
using LinkWatch.Storage;
using LinkWatch.Tests.Support;
using LinkWatch.Web;

namespace LinkWatch.Tests.Web.Dashboard;

/// <summary>What browsers get from us, held against the HTML and CSS standards by the Nu HTML checker (vnu).</summary>
public sealed class MarkupTests(ITestOutputHelper output)
{
    private const string Shop = "/dashboard/sites/shop";

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task No_page_and_no_style_has_an_error()
    {
        var tools = await NodeTools.FolderAsync();
        await using var sample = await SampleDashboard.StartAsync();
        using var folder = new TempFolder();
        var texts = new Dictionary<string, string>
        {
            ["app.css"] = Repository.Read("web/Dashboard/Assets/app.css"),
            ["logo.svg"] = Repository.Read("web/Dashboard/Assets/logo.svg"),
        };
        await foreach (var (name, html) in PagesAsync(sample)) texts[name + ".html"] = html;
        await foreach (var (name, html) in PublicPagesAsync(sample)) texts[name + ".html"] = html;
        foreach (var (name, html) in Mails(sample)) texts[name + ".html"] = html;
        foreach (var (name, text) in texts) await File.WriteAllTextAsync(Path.Combine(folder.Path, name), text, Stop);

        var messages = await CheckAsync(tools, texts.Keys.Select(name => Path.Combine(folder.Path, name)));

        foreach (var line in messages.Where(message => message is { IsWarning: true, IsInMail: false }).Select(Line))
            output.WriteLine(line);
        foreach (var group in messages.Where(message => message is { IsError: true, IsInMail: true }).CountBy(message => message.Text))
            output.WriteLine($"in mails, {group.Value} times: {group.Key}");
        Assert.True(texts.Count > 25, $"only {texts.Count} files were checked");
        Assert.Equal([], messages.Where(message => message.IsError && !message.IsInMail).Select(Line));
    }

    /// <summary>Every page, and what forms answer with.</summary>
    private static async IAsyncEnumerable<(string Name, string Html)> PagesAsync(SampleDashboard sample)
    {
        var (dashboard, visitor) = (sample.Dashboard, DashboardInProcess.Operator);
        foreach (var (name, path) in sample.Pages) yield return (name, (await dashboard.GetAsync(path, visitor)).Html);
        var link = $"{Shop}/links/{sample.LostLink}";
        yield return ("checked", (await dashboard.PostAsync($"{link}/check", visitor)).Html);
        yield return ("filtered", (await dashboard.GetAsync($"{Shop}/links?status=lost&sort=address&text=tea", visitor)).Html);
        yield return ("nothing-found", (await dashboard.GetAsync($"{Shop}/links?text=nothing", visitor)).Html);
        yield return ("no-such-link", (await dashboard.GetAsync($"{Shop}/links/0", visitor)).Html);
        const string File = "source,target,Link to\nhttps://a.example/,https://shop.example/,x\nnot an address,,\n"
            + "https://b.example/,https://c.example/,y\n";
        yield return ("preview", (await dashboard.PostAsync($"{Shop}/imports/preview", visitor, new() { ["text"] = File })).Html);
        yield return ("asked", (await dashboard.PostAsync(
            $"{Shop}/imports/preview", visitor, new() { ["text"] = "source,where\nhttps://a.example/,https://shop.example/\n" })).Html);
        yield return ("no-file", (await dashboard.PostAsync($"{Shop}/imports/preview", visitor)).Html);
        yield return ("refused", (await dashboard.PostAsync($"{Shop}/settings", visitor, new() { ["timeZone"] = "Mars" })).Html);
        yield return ("tested", (await dashboard.PostAsync($"{Shop}/settings/test", visitor)).Html);
        yield return ("not-added", (await dashboard.PostAsync("/dashboard/sites", visitor, new() { ["id"] = "<b>" })).Html);
        yield return ("too-old", (await dashboard.PostAsync("/dashboard/sites", visitor, token: "")).Html);
        yield return ("sign-in", (await dashboard.GetAsync("/dashboard/sign-in", visitor: null)).Html);
        yield return ("sign-in-late", (await dashboard.GetAsync("/dashboard/sign-in?token=x", visitor: null)).Html);
        yield return ("own-sites", (await dashboard.GetAsync("/dashboard", DashboardInProcess.Stranger)).Html);
    }

    private static async IAsyncEnumerable<(string Name, string Html)> PublicPagesAsync(SampleDashboard sample)
    {
        var pipeline = sample.Dashboard.Pipeline;
        var unsubscribe = new UnsubscribePages(
            pipeline.Get<OwnerRemoval>(), pipeline.Get<SiteAccess>(), UnsubscribeLink.Links);
        var mute = new MutePages(pipeline.Get<ISiteStore>(), pipeline.Get<LinkMuting>(), UnsubscribeLink.Links);
        var (leave, silence) = (UnsubscribeLink.For("shop", "owner@shop.example"), UnsubscribeLink.ForMute("shop", sample.LostLink));
        yield return ("unsubscribe", await sample.Dashboard.HtmlAsync(leave, http => Task.FromResult(unsubscribe.Ask(http.Request))));
        yield return ("unsubscribed", await sample.Dashboard.HtmlAsync(leave, http => unsubscribe.ActAsync(http.Request, Stop)));
        yield return ("not-signed", await sample.Dashboard.HtmlAsync(
            "unsubscribe", http => Task.FromResult(unsubscribe.Ask(http.Request))));
        yield return ("mute", await sample.Dashboard.HtmlAsync(silence, http => mute.AskAsync(http.Request, Stop)));
        yield return ("muted", await sample.Dashboard.HtmlAsync(silence, http => mute.ActAsync(http.Request, Stop)));
        yield return ("not-watched", await sample.Dashboard.HtmlAsync(
            UnsubscribeLink.ForMute("shop", "0"), http => mute.AskAsync(http.Request, Stop)));
    }

    /// <summary>Mail programs want what the standard no longer has, such as widths of tables: looked at, not held.</summary>
    private static IEnumerable<(string Name, string Html)> Mails(SampleDashboard sample) => sample.Dashboard.Pipeline.Mails
        .SelectMany(path => StrictMail.Parse(File.ReadAllBytes(path)).Parts)
        .Where(part => part.Type.StartsWith("text/html", StringComparison.Ordinal))
        .Select((part, i) => ($"{Message.MailPrefix}{i}", part.Text));

    private static async Task<IReadOnlyList<Message>> CheckAsync(string tools, IEnumerable<string> files)
    {
        var jar = Path.Combine(tools, "node_modules", "vnu-jar", "build", "dist", "vnu.jar");
        var report = await ToolProcess.RunAsync(
            "java",
            "apt-get install default-jre-headless",
            ["-jar", jar, "--also-check-css", "--also-check-svg", "--format", "json", "--stdout", "--exit-zero-always", .. files]);
        return JsonDocument.Parse(report).RootElement.GetProperty("messages").Deserialize<List<Message>>(JsonSerializerOptions.Web)!;
    }

    private static string Line(Message message) =>
        $"{Path.GetFileName(message.Url)}:{message.LastLine}: {message.Text} {message.Extract?.ReplaceLineEndings(" ")}";

    private sealed record Message(
        string Type,
        string? SubType,
        string? Url,
        int LastLine,
        [property: System.Text.Json.Serialization.JsonPropertyName("message")] string Text,
        string? Extract)
    {
        public const string MailPrefix = "mail-";

        /// <summary>What isn't info: also what keeps a file from being checked.</summary>
        public bool IsError => Type != "info";

        public bool IsWarning => SubType == "warning";

        public bool IsInMail => Path.GetFileName(Url)?.StartsWith(MailPrefix, StringComparison.Ordinal) == true;
    }
}

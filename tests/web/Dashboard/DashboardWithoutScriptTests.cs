using LinkWatch.Storage;
using LinkWatch.Tests.Support;
using LinkWatch.Web.Dashboard.SigningIn;
using Microsoft.Playwright;

namespace LinkWatch.Tests.Web.Dashboard;

/// <summary>A browser that runs no scripts, through every form of the dashboard.</summary>
public sealed class DashboardWithoutScriptTests : IAsyncLifetime
{
    private const string Shop = "/dashboard/sites/shop";

    private readonly List<string> posted = [];
    private Browser browser = null!;
    private SampleDashboard sample = null!;
    private IPage page = null!;

    private string Link => $"{Shop}/links/{sample.LostLink}";

    private ILocator Main => page.GetByRole(AriaRole.Main);

    public async ValueTask InitializeAsync()
    {
        browser = await Browser.StartAsync();
        sample = await SampleDashboard.StartAsync();
        page = await browser.OpenAsync(hasScript: false);
        page.Request += (_, request) =>
        {
            if (request.Method == "POST") posted.Add(new Uri(request.Url).AbsolutePath);
        };
    }

    public async ValueTask DisposeAsync()
    {
        await sample.DisposeAsync();
        await browser.DisposeAsync();
    }

    [Fact]
    public async Task Every_form_works()
    {
        await SignInAsync();
        await LinksAsync();
        await LinkAsync();
        await ImportAsync();
        await SettingsAsync();
        await SystemAsync();
        await SitesAsync();
        await PressAsync("Sign out");

        string[] forms =
            [
                "/dashboard/sign-in", "/dashboard/sign-out", "/dashboard/sites", "/dashboard/sites/other/settings/remove",
                $"{Shop}/imports", $"{Shop}/imports/preview", $"{Shop}/links", $"{Link}/check", $"{Link}/mute", $"{Link}/remove",
                $"{Link}/unmute", $"{Shop}/settings", $"{Shop}/settings/test", "/dashboard/system/requeue", "/dashboard/theme",
            ];
        Assert.Equal(forms.Order(StringComparer.Ordinal), posted.Distinct().Order(StringComparer.Ordinal));
        Assert.Empty(browser.Faults);
    }

    /// <summary>As a mailed link does: it asks first.</summary>
    private async Task SignInAsync()
    {
        var mailed = sample.Dashboard.Pipeline.Get<SignInLinks>().For(sample.Address("/"), DashboardInProcess.Owner, "/dashboard");
        await page.GotoAsync(mailed.AbsoluteUri);
        await PressAsync("Sign in");
        Assert.Contains("shop.example", await Main.InnerTextAsync(), StringComparison.Ordinal);
        await page.GotoAsync(sample.SignIn("/dashboard").AbsoluteUri);
        await PressAsync("Colours: as on the device");
        Assert.Equal("dark", await page.Locator("html").GetAttributeAsync("data-theme"));
    }

    private async Task LinksAsync()
    {
        await OpenAsync($"{Shop}/links");
        await page.GetByLabel("Text").FillAsync("tea-journal");
        await PressAsync("Filter");
        Assert.DoesNotContain("mountain-inn", await Main.InnerTextAsync(), StringComparison.Ordinal);
        await page.Locator("tbody input[type=checkbox]").First.CheckAsync();
        await page.GetByLabel("Tag", new() { Exact = true }).Last.FillAsync("chosen");
        await PressAsync("Tag");
        await SaysAsync("Tagged “chosen”: 1 link");
        await OpenAsync($"{Shop}/links?tag=chosen");
        Assert.Equal(1, await page.Locator("tbody tr").CountAsync());
    }

    private async Task LinkAsync()
    {
        await OpenAsync(Link);
        await PressAsync("Check now");
        Assert.Contains("lost", await page.GetByLabel("Check now").InnerTextAsync(), StringComparison.Ordinal);
        await OpenAsync(Link);
        await PressAsync("Mute");
        await SaysAsync("Muted");
        await PressAsync("Unmute");
        await SaysAsync("No longer muted");
        await PressAsync("Stop watching");
        await SaysAsync("No longer watched");
    }

    private async Task ImportAsync()
    {
        await OpenAsync($"{Shop}/imports");
        await page.GetByLabel("Or paste addresses").FillAsync("https://new-blog.example/teas\nnot an address");
        await PressAsync("Preview");
        Assert.Contains("not an address", await Main.InnerTextAsync(), StringComparison.Ordinal);
        await PressAsync("Import 1 link");
        await SaysAsync("Imported 1 new link");
    }

    private async Task SettingsAsync()
    {
        await OpenAsync($"{Shop}/settings");
        await page.GetByLabel("Quiet hours").FillAsync("22:00-07:00");
        await PressAsync("Save");
        await SaysAsync("Saved");
        Assert.Equal("22:00-07:00", await page.GetByLabel("Quiet hours").InputValueAsync());
        await PressAsync("Send a test");
        await SaysAsync("accepted");
    }

    private async Task SystemAsync()
    {
        var poison = new PoisonMessage("checks", "1", "{}", sample.Dashboard.Pipeline.Time.GetUtcNow());
        await sample.Dashboard.Pipeline.Get<IPoisonStore>().KeepAsync(poison, TestContext.Current.CancellationToken);
        await OpenAsync("/dashboard/system");
        await PressAsync("Try them again");
        await SaysAsync("1 message");
    }

    private async Task SitesAsync()
    {
        await OpenAsync("/dashboard");
        await page.GetByLabel("Name").FillAsync("other");
        await page.GetByLabel("Domain").FillAsync("other.example");
        await PressAsync("Add");
        await SaysAsync("Added other");
        await OpenAsync("/dashboard/sites/other/settings");
        await page.GetByLabel("Type other").FillAsync("other");
        await PressAsync("Remove the site");
        await SaysAsync("Removed other");
    }

    private Task OpenAsync(string path) => page.GotoAsync(sample.Address(path).AbsoluteUri);

    private Task PressAsync(string name) => page.GetByRole(AriaRole.Button, new() { Name = name, Exact = true }).ClickAsync();

    private async Task SaysAsync(string words) =>
        Assert.Contains(words, await page.GetByRole(AriaRole.Status).First.InnerTextAsync(), StringComparison.Ordinal);
}

using System.Globalization;
using System.Text;
using LinkWatch.Links;
using LinkWatch.Tests.Support;
using Microsoft.Playwright;

namespace LinkWatch.Tests.Web.Dashboard;

/// <summary>
/// What others may have written, on every page of the dashboard in Chromium: no script runs, nothing is against the content security
/// policy, and the page stays as it was made.
/// </summary>
public sealed class DashboardHostileTests : IAsyncLifetime
{
    private const string Shop = "/dashboard/sites/shop";

    /// <summary>What only a page of ours could have in it, counted: anything else came out of a text.</summary>
    private const string Foreign = """
        () => {
          const ours = (
            "A ABBR ARTICLE ASIDE B BDI BR BUTTON CAPTION CODE DATALIST DD DEL DETAILS DIV DL DT EM FIELDSET FIGCAPTION FIGURE " +
            "FOOTER FORM H1 H2 H3 HEADER HR I IMG INPUT INS KBD LABEL LEGEND LI METER NAV NOSCRIPT OL OPTGROUP OPTION OUTPUT P PRE " +
            "PROGRESS SECTION SELECT SMALL SPAN STRONG SUMMARY TABLE TBODY TD TEXTAREA TFOOT TH THEAD TIME TR UL " +
            "svg title desc g rect path line text tspan circle polyline polygon"
          ).split(" ");
          const found = [];
          for (const element of document.querySelectorAll("body, body *")) {
            if (element.closest("main") && element.tagName !== "MAIN" && !ours.includes(element.tagName)) found.push(element.tagName);
            for (const { name, value } of element.attributes) {
              if (name.startsWith("on")) found.push(name);
              if (["href", "src", "action", "formaction", "xlink:href"].includes(name)
                && !/^(\/dashboard|\/openapi\.json$|#|https?:|mailto:)/.test(value))
                found.push(`${name}=${value}`);
              if (name === "src" && !value.startsWith("/dashboard/assets/")) found.push(`${name}=${value}`);
            }
          }
          if (document.scripts.length !== 1) found.push(`${document.scripts.length} scripts`);
          if (document.querySelectorAll("h1").length !== 1) found.push("a heading");
          return found;
        }
        """;

    private Browser browser = null!;
    private SampleDashboard sample = null!;
    private IPage page = null!;
    private int alerts;

    public async ValueTask InitializeAsync()
    {
        browser = await Browser.StartAsync();
        sample = await SampleDashboard.StartAsync(HostileTexts.All);
        page = await browser.OpenAsync();
        page.Dialog += (_, dialog) =>
        {
            Interlocked.Increment(ref alerts);
            _ = dialog.DismissAsync();
        };
        await page.GotoAsync(sample.SignIn("/dashboard").AbsoluteUri);
    }

    public async ValueTask DisposeAsync()
    {
        await sample.DisposeAsync();
        await browser.DisposeAsync();
    }

    [Fact]
    public async Task What_pages_and_owners_say_of_links_is_only_text()
    {
        Assert.True(HostileTexts.All.Count >= 100);
        foreach (var (_, path) in sample.Pages) await SeeAsync(path);
        foreach (var list in (string[])["links?sort=address", "changes"])
        {
            for (var next = $"{Shop}/{list}"; next is not null; next = await NextAsync()) await SeeAsync(next);
        }

        var links = (await sample.Dashboard.Pipeline.Sites.ListLinksAsync("shop", null, 1000, TestContext.Current.CancellationToken)).Rows;
        Assert.True(links.Count >= HostileTexts.All.Count);
        foreach (var link in links) await SeeAsync($"{Shop}/links/{link.Row.LinkId}");
        AssertQuiet();
    }

    [Fact]
    public async Task What_sites_are_called_and_whom_they_name_is_only_text()
    {
        var store = sample.Dashboard.Pipeline.Sites;
        var site = TestPipeline.Site with
        {
            Domains = ["shop.example", .. HostileTexts.All],
            Owners = [.. HostileTexts.All],
            Channels = [.. HostileTexts.All.Take(40)],
        };
        await store.SaveSiteAsync(site, TestContext.Current.CancellationToken);
        foreach (var name in HostileTexts.All.Where(text => text.Length is > 0 and < 60).Where((_, i) => i % 5 == 0))
            await store.SaveSiteAsync(new Site { Id = name, Domains = [name] }, TestContext.Current.CancellationToken);

        foreach (var (_, path) in sample.Pages) await SeeAsync(path);
        await SeeAsync("/dashboard");
        var named = await page.Locator("main h2 a").EvaluateAllAsync<string[]>("links => links.map(link => link.getAttribute('href'))");
        Assert.True(named.Length > 10);
        foreach (var path in named) await SeeAsync(path);
        await SeeAsync($"{Shop}/settings");
        await page.GetByRole(AriaRole.Button, new() { Name = "Send a test" }).ClickAsync();
        await LookAsync("a test");
        AssertQuiet();
    }

    [Fact]
    public async Task What_an_address_or_a_form_brings_is_only_text()
    {
        foreach (var text in HostileTexts.All)
        {
            var value = Uri.EscapeDataString(string.Concat(text.EnumerateRunes()));
            await SeeAsync($"{Shop}/links?text={value}&tag={value}&host={value}&after={value}&done={value}&status={value}&sort={value}");
        }

        foreach (var text in HostileTexts.All.Where((_, i) => i % 7 == 0).Concat(HostileTexts.Long))
        {
            await SeeAsync($"{Shop}/settings");
            await page.GetByLabel("Quiet hours").FillAsync(text);
            await page.GetByLabel("Domains").FillAsync("shop.example, " + text);
            await page.GetByRole(AriaRole.Button, new() { Name = "Save", Exact = true }).ClickAsync();
            await LookAsync(text);
        }

        AssertQuiet();
    }

    [Fact]
    public async Task What_a_file_brings_is_only_text()
    {
        // A file with a NUL is refused as a whole: it isn't text.
        IReadOnlyList<string> texts =
            [.. HostileTexts.WithNaughty().Concat(HostileTexts.Long).Select(text => text.Replace("\0", "", StringComparison.Ordinal))];
        var named = new StringBuilder("source,target,tags,anchor,cost,contact,rel")
            .AppendJoin("", texts.Take(20).Select(text => "," + Cell(text))).Append('\n');
        foreach (var (text, i) in texts.Select((text, i) => (Cell(text), i)))
        {
            var number = i.ToString(CultureInfo.InvariantCulture);
            named.Append($"https://file.example/{number},https://shop.example/").Insert(named.Length, "," + text, 5).Append('\n');
            named.Append($"{text},https://shop.example/\n");
            named.Append($"https://file.example/{number},{text}\n");
        }

        var rows = new StringBuilder("source,target,tags,anchor,cost,contact\n");
        foreach (var (text, i) in texts.Select((text, i) => (Cell(text), i)))
        {
            rows.Append(CultureInfo.InvariantCulture, $"https://file.example/{i},https://shop.example/").Insert(rows.Length, "," + text, 4);
            rows.Append('\n');
        }

        var unknown = new StringBuilder("source,").Append(Cell("\"><img src=x onerror=alert(1)>")).Append('\n');
        unknown.Append("https://file.example/,https://shop.example/\n");
        foreach (var file in (string[])[unknown.ToString(), named.ToString(), rows.ToString()])
        {
            await SeeAsync($"{Shop}/imports");
            await page.Locator("input[type=file]").SetInputFilesAsync(new FilePayload
            {
                Name = "<img src=x onerror=alert(1)>.csv",
                MimeType = "text/csv",
                Buffer = Encoding.UTF8.GetBytes(file),
            });
            await page.GetByRole(AriaRole.Button, new() { Name = "Preview" }).ClickAsync();
            await LookAsync("the preview");
        }

        await page.Locator("form[action$='/imports'] button.main").ClickAsync();
        await LookAsync("the import");
        for (var next = $"{Shop}/links?host=file.example"; next is not null; next = await NextAsync()) await SeeAsync(next);
        AssertQuiet();
    }

    private static string Cell(string text) => $"\"{text.Replace("\"", "\"\"", StringComparison.Ordinal)}\"";

    private async Task<string?> NextAsync() => DashboardInProcess.NextIn(await page.ContentAsync());

    private async Task SeeAsync(string path)
    {
        await page.GotoAsync(sample.Address(path).AbsoluteUri);
        await LookAsync(path);
    }

    private async Task LookAsync(string what)
    {
        Assert.Equal("main", await page.Locator("main").First.GetAttributeAsync("id"));
        Assert.True(await page.GetByRole(AriaRole.Main).IsVisibleAsync(), what);
        var foreign = await page.EvaluateAsync<string[]>(Foreign);
        Assert.True(foreign.Length == 0, $"{what}: {string.Join("; ", foreign.Take(5))}");
    }

    /// <summary>Pages that are not there, or refuse a form, answer so; the console repeats it.</summary>
    private void AssertQuiet()
    {
        Assert.Equal(0, alerts);
        Assert.Equal([], browser.Faults.Where(fault => !fault.Contains("Failed to load resource", StringComparison.Ordinal)));
    }
}

using LinkWatch.Tests.Support;
using Microsoft.Playwright;

namespace LinkWatch.Tests.Web.Dashboard;

/// <summary>What the script adds to the pages of links and changes in Chromium, and that they work without it.</summary>
public sealed class LinkScriptTests(SampleInBrowser dashboard) : IClassFixture<SampleInBrowser>
{
    private const string List = "/dashboard/sites/shop/links";

    [Fact]
    public async Task The_list_follows_what_is_typed_and_the_reader_goes_on_typing()
    {
        var page = await dashboard.OpenAsync(List);
        var text = page.GetByLabel("Text");

        await text.PressSequentiallyAsync("2026/1");
        await page.WaitForURLAsync("**/links?*text=2026%2F1*");
        await Assertions.Expect(page.Locator("tbody tr")).ToHaveCountAsync(11);
        await text.PressSequentiallyAsync("7/");
        await Assertions.Expect(page.Locator("tbody tr")).ToHaveCountAsync(1);

        await Assertions.Expect(text).ToBeFocusedAsync();
        Assert.Equal("2026/17/", await text.InputValueAsync());
        Assert.Equal("1 row", await page.Locator("[data-says]").InnerTextAsync());
        var csv = await page.GetByRole(AriaRole.Link, new() { Name = "CSV" }).GetAttributeAsync("href");
        Assert.Contains("text=2026%2F17", csv, StringComparison.Ordinal);
        await page.ReloadAsync();
        await Assertions.Expect(page.Locator("tbody tr")).ToHaveCountAsync(1);
        Assert.Empty(dashboard.Faults);
    }

    [Fact]
    public async Task All_links_of_a_page_are_chosen_with_one_key()
    {
        var page = await dashboard.OpenAsync(List);

        await page.GetByLabel("All on this page").PressAsync("Space");
        await page.Locator("input[name=link]").First.UncheckAsync();
        Assert.True(await page.GetByLabel("All on this page").EvaluateAsync<bool>("box => box.indeterminate"));
        await page.GetByLabel("Tag", new() { Exact = true }).Last.FillAsync("chosen");
        await page.GetByRole(AriaRole.Button, new() { Name = "Tag", Exact = true }).ClickAsync();

        Assert.Equal("Tagged “chosen”: 29 links.", await page.GetByRole(AriaRole.Status).InnerTextAsync());
        Assert.Empty(dashboard.Faults);
    }

    [Fact]
    public async Task A_check_shows_what_it_found_on_the_page_that_is_open()
    {
        var page = await dashboard.OpenAsync($"{List}/{dashboard.Sample.LostLink}");
        await page.EvaluateAsync("window.isSame = true");

        await page.GetByRole(AriaRole.Button, new() { Name = "Check now" }).ClickAsync();
        await Assertions.Expect(page.GetByLabel("Check now")).ToContainTextAsync("As we know it.");

        Assert.True(await page.EvaluateAsync<bool>("window.isSame"));
        Assert.Equal("polite", await page.Locator("[data-found]").GetAttributeAsync("aria-live"));
        await Assertions.Expect(page.GetByRole(AriaRole.Button, new() { Name = "Check now" })).ToBeFocusedAsync();
        await page.AssertReadableAsync();
        Assert.Empty(dashboard.Faults);
    }

    [Fact]
    public async Task Without_scripts_links_are_filtered_tagged_edited_and_checked()
    {
        var page = await dashboard.OpenAsync(List, hasScript: false);

        await page.GetByText("Columns", new() { Exact = true }).ClickAsync();
        await page.GetByLabel("Contact", new() { Exact = true }).CheckAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "Show these" }).ClickAsync();
        await Assertions.Expect(page.GetByText("editor@tea-journal.example")).ToBeVisibleAsync();
        await page.GetByText("Save this list").ClickAsync();
        await page.GetByLabel("Name of this view").FillAsync("With contacts");
        await page.GetByRole(AriaRole.Button, new() { Name = "Save view" }).ClickAsync();
        Assert.Equal("page", await page.GetByRole(AriaRole.Link, new() { Name = "With contacts" }).GetAttributeAsync("aria-current"));

        await page.GotoAsync(dashboard.Sample.Address($"{List}/{dashboard.Sample.LostLink}").AbsoluteUri);
        await page.GetByText("Edit", new() { Exact = true }).ClickAsync();
        await page.GetByLabel("Cost").FillAsync("120 EUR");
        await page.GetByRole(AriaRole.Button, new() { Name = "Save" }).ClickAsync();
        Assert.Equal("Saved.", await page.GetByRole(AriaRole.Status).InnerTextAsync());
        await Assertions.Expect(page.GetByText("120 EUR").First).ToBeVisibleAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "Check now" }).ClickAsync();
        await Assertions.Expect(page.GetByLabel("Check now")).ToContainTextAsync("As we know it.");
    }

    [Theory]
    [InlineData(320)]
    [InlineData(1200)]
    public async Task Every_form_of_these_pages_fits_and_everybody_can_read_it(int width)
    {
        var page = await dashboard.OpenAsync(List, width: width);
        foreach (var path in (string[])
        [
            List + "?columns=status,anchor,target,since,tags,rel,placement,title,acquired,cost,contact,expected,added",
            List + "?text=tea-journal.example", $"{List}/{dashboard.Sample.LostLink}", "/dashboard/sites/shop/changes?kind=news",
            "/dashboard/sites/shop/changes?text=nothing",
        ])
        {
            await page.GotoAsync(dashboard.Sample.Address(path).AbsoluteUri);
            await page.EvaluateAsync("for (const details of document.querySelectorAll('details')) details.open = true");

            await page.AssertReadableAsync(path);
        }

        Assert.Empty(dashboard.Faults);
    }
}

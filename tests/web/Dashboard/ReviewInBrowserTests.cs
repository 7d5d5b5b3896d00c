using System.Text;
using LinkWatch.Tests.Support;
using Microsoft.Playwright;

namespace LinkWatch.Tests.Web.Dashboard;

/// <summary>The review's forms in a browser: the questions, the file, and a file that is sent.</summary>
public sealed class ReviewInBrowserTests
{
    private const string Spam = "Choose herb-forum.example, Gambling, pharma, adult or loan words";
    private const string Review = "/dashboard/sites/shop/review";

    [Theory]
    [InlineData(320, true)]
    [InlineData(1200, false)]
    public async Task A_domain_is_chosen_the_questions_are_answered_and_the_file_is_downloaded(int width, bool isDark)
    {
        await using var browser = await Browser.StartAsync();
        await using var sample = await SampleDashboard.StartAsync();
        var page = await browser.OpenAsync(width, isDark);
        await page.GotoAsync(sample.SignIn(Review).AbsoluteUri);

        await page.GetByRole(AriaRole.Checkbox, new() { Name = Spam }).CheckAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "Add to the disavow file" }).ClickAsync();
        await page.AssertReadableAsync();
        await page.GetByLabel("Why disavow these links?").SelectOptionAsync("cannot-remove");
        await page.GetByLabel("Disavow these too").CheckAsync();
        var file = await page.RunAndWaitForDownloadAsync(
            () => page.GetByRole(AriaRole.Button, new() { Name = "Download disavow.txt" }).ClickAsync());
        using var text = new StreamReader(await file.CreateReadStreamAsync());

        Assert.Equal("disavow.txt", file.SuggestedFilename);
        Assert.EndsWith("\ndomain:herb-forum.example\n", await text.ReadToEndAsync(TestContext.Current.CancellationToken));

        await page.GotoAsync(sample.Address(Review).AbsoluteUri);
        await page.GetByLabel("The file that Google has").SetInputFilesAsync(new FilePayload
        {
            Name = "mine.txt",
            MimeType = "text/plain",
            Buffer = Encoding.UTF8.GetBytes("domain:old.example\ndomain:a.old.example\nnonsense\n"),
        });
        await page.GetByRole(AriaRole.Button, new() { Name = "Compare" }).ClickAsync();
        await page.AssertReadableAsync();
        Assert.Contains("2 added, 0 removed", await page.InnerTextAsync("main"), StringComparison.Ordinal);
        await page.GetByRole(AriaRole.Button, new() { Name = "Keep this file" }).ClickAsync();
        Assert.Contains("Kept: “mine.txt”", await page.InnerTextAsync("main"), StringComparison.Ordinal);
        Assert.Empty(browser.Faults);
    }

    [Fact]
    public async Task A_letter_is_copied_as_it_is_shown()
    {
        await using var browser = await Browser.StartAsync();
        await using var sample = await SampleDashboard.StartAsync();
        var page = await browser.OpenAsync();
        await page.Context.GrantPermissionsAsync(["clipboard-read", "clipboard-write"]);
        await page.GotoAsync(sample.SignIn($"/dashboard/sites/shop/links/{sample.LostLink}").AbsoluteUri);

        await page.GetByRole(AriaRole.Button, new() { Name = "Copy it" }).ClickAsync();
        await Assertions.Expect(page.GetByRole(AriaRole.Button, new() { Name = "Copied" })).ToBeVisibleAsync();

        var copied = await page.EvaluateAsync<string>("navigator.clipboard.readText()");
        Assert.StartsWith("Hello,\n\nI wrote to you on 12 January 2026", copied.ReplaceLineEndings("\n"), StringComparison.Ordinal);
        Assert.EndsWith("shop.example", copied, StringComparison.Ordinal);
    }
}

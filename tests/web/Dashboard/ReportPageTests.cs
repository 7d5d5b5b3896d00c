using System.Net;
using System.Text.RegularExpressions;
using LinkWatch.Tests.Support;
using Microsoft.Playwright;

namespace LinkWatch.Tests.Web.Dashboard;

public sealed class ReportPageTests
{
    private const string January = "/dashboard/sites/shop/reports/2026-01";

    private static readonly Regex Numbers = new(
        "<a href=\"(?<address>[^\"]+/changes[^\"]+)\"><b[^>]*>(?<number>[0-9]+)</b>",
        RegexOptions.NonBacktracking | RegexOptions.ExplicitCapture);

    [Fact]
    public async Task Every_number_leads_to_the_changes_behind_it()
    {
        await using var sample = await SampleDashboard.StartAsync();

        var numbers = Numbers.Matches((await GetAsync(sample, January)).Html);

        Assert.Equal(6, numbers.Count);
        foreach (Match number in numbers)
        {
            var list = (await GetAsync(sample, WebUtility.HtmlDecode(number.Groups["address"].Value))).Html;
            var shown = Regex.Count(list, "/links/[0-9a-f]{32}\"", RegexOptions.NonBacktracking);
            Assert.Equal(number.Groups["number"].Value, $"{shown}");
        }
    }

    [Fact]
    public async Task It_prints_on_paper_of_either_size_without_what_is_for_the_screen()
    {
        await using var browser = await Browser.StartAsync();
        await using var sample = await SampleDashboard.StartAsync();
        var page = await browser.OpenAsync(1200, isDark: true);
        await page.GotoAsync(sample.SignIn(January).AbsoluteUri);
        await page.GotoAsync(sample.Address(January).AbsoluteUri);
        await page.EmulateMediaAsync(new() { Media = Media.Print });

        foreach (var hidden in (string[])[".top", ".pager", ".skip"])
            Assert.False(await page.Locator(hidden).First.IsVisibleAsync(), hidden);
        Assert.Equal("rgb(255, 255, 255)", await page.EvaluateAsync<string>("getComputedStyle(document.documentElement).backgroundColor"));
        Assert.Equal("rgb(23, 32, 42)", await page.EvaluateAsync<string>("getComputedStyle(document.querySelector('h1')).color"));
        foreach (var format in (string[])["A4", "Letter"])
        {
            var pdf = await page.PdfAsync(new() { Format = format, PrintBackground = true });
            Assert.InRange(Regex.Count(System.Text.Encoding.Latin1.GetString(pdf), "/Type /Page\\b", RegexOptions.NonBacktracking), 1, 4);
        }
    }

    [Theory]
    [InlineData("2027-01")]
    [InlineData("May")]
    [InlineData("2026-13")]
    public async Task A_month_that_has_not_begun_or_is_none_is_not_found(string month)
    {
        await using var dashboard = await DashboardInProcess.StartAsync();

        var reply = await dashboard.GetAsync($"/dashboard/sites/shop/reports/{month}", DashboardInProcess.Owner);

        Assert.Equal(HttpStatusCode.NotFound, reply.Status);
        Assert.Contains("such as 2026-11", reply.Html, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Contracts_show_what_was_agreed_against_what_is_there_page_by_page()
    {
        await using var sample = await SampleDashboard.StartAsync();

        var open = (await GetAsync(sample, "/dashboard/sites/shop/contracts")).Html;
        var ended = (await GetAsync(sample, "/dashboard/sites/shop/contracts?show=ended")).Html;

        Assert.Contains("ntil 10 January 2026: ended", ended, StringComparison.Ordinal);
        Assert.Contains("the link is gone", ended, StringComparison.Ordinal);
        Assert.DoesNotContain("ntil 10 January 2026", open, StringComparison.Ordinal);
        Assert.Contains("90 EUR", ended, StringComparison.Ordinal);
        Assert.Contains("without an end", open, StringComparison.Ordinal);
    }

    private static async Task<DashboardInProcess.Reply> GetAsync(SampleDashboard sample, string address)
    {
        var reply = await sample.Dashboard.GetAsync(address, DashboardInProcess.Owner);
        Assert.Equal(HttpStatusCode.OK, reply.Status);
        return reply;
    }
}

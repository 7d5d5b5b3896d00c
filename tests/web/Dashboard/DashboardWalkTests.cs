using LinkWatch.Tests.Functions.Worker;
using LinkWatch.Tests.Support;
using LinkWatch.Tests.Web.Dashboard.Walking;

namespace LinkWatch.Tests.Web.Dashboard;

/// <summary>A newcomer's way through the dashboard of the real <c>serve</c>, in Chromium.</summary>
public sealed class DashboardWalkTests
{
    [Fact]
    public async Task From_the_first_start_to_the_letter_about_a_lost_link()
    {
        ShiftedTime.Need();
        await using var browser = await Browser.StartAsync();
        using var folder = new TempFolder();
        await using var blog = await LinkingSite.StartAsync();
        await using var host = await ServedDashboard.StartAsync(folder.Path);

        await new NewcomersWalk(host, blog, await browser.OpenAsync()).WalkAsync();

        Assert.Empty(browser.Faults);
    }
}

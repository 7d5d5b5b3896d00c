using LinkWatch.Tests.Support;
using LinkWatch.Tests.Web.Dashboard.Walking;

namespace LinkWatch.Tests.Functions.Worker;

/// <summary>A newcomer's way through the dashboard of the published app, in Chromium.</summary>
public sealed class WorkerWalkTests(PublishedFunctions published)
{
    [Fact]
    public async Task From_the_first_sign_in_to_the_letter_about_a_lost_link()
    {
        ShiftedTime.Need();
        await using var browser = await Browser.StartAsync();
        await using var blog = await LinkingSite.StartAsync();
        await using var host = await WorkerDashboard.StartAsync(published);

        await new NewcomersWalk(host, blog, await browser.OpenAsync()).WalkAsync();

        Assert.Empty(browser.Faults);
    }
}

using Deque.AxeCore.Playwright;
using Microsoft.Playwright;

namespace LinkWatch.Tests.Support;

/// <summary>That everybody can read a page in a browser.</summary>
internal static class ReadablePage
{
    /// <summary>It violates no accessibility rule (axe), and nothing is wider than the window.</summary>
    /// <param name="page">As it stands.</param>
    /// <param name="name">What a failure calls it; null for its address.</param>
    public static async Task AssertReadableAsync(this IPage page, string? name = null)
    {
        name ??= page.Url;
        var violations = (await page.RunAxe()).Violations
            .Select(violation => $"{violation.Id} {violation.Nodes[0].Html}").ToList();
        Assert.True(violations.Count == 0, $"{name}: {string.Join("; ", violations)}");
        await page.AssertFitsAsync(name);
    }

    /// <summary>Nothing is wider than the window.</summary>
    public static async Task AssertFitsAsync(this IPage page, string? name = null)
    {
        var overflow = await page.EvaluateAsync<int>("document.documentElement.scrollWidth - innerWidth");
        Assert.True(overflow <= 0, $"{name ?? page.Url} is {overflow} pixels too wide at {page.ViewportSize!.Width}");
    }
}

using System.Globalization;
using LinkWatch.Fetching;
using LinkWatch.Urls;

namespace LinkWatch.Simulation;

/// <summary>A few hosts, such as a shortener's, to which the pages of many others lead. They accept requests and never answer.</summary>
internal static class SilentHosts
{
    private const int Count = 3;
    private const string Name = "silent";

    /// <summary>Those whose pages lead to the same silent host do so at the same time.</summary>
    public static int GroupOf(int hostNumber) => hostNumber % Count;

    public static bool Holds(WebUrl url) => url.Authority.StartsWith(Name, StringComparison.Ordinal);

    public static Fetched Redirect(WorldHost host, WorldPage page, WebUrl url)
    {
        var (group, number) = (GroupOf(host.Number), page.Number);
        var location = string.Create(CultureInfo.InvariantCulture, $"https://{Name}{group}.example/{number}");
        return Wire.Whole(url, 302, [], [new("Location", location)]);
    }
}

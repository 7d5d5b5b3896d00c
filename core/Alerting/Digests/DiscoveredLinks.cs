using LinkWatch.Links;
using LinkWatch.Storage;
using LinkWatch.Urls;

namespace LinkWatch.Alerting.Digests;

/// <summary>What a mail says of links that were discovered. Pure.</summary>
/// <param name="Count">How many.</param>
/// <param name="Pages">The pages of some of them.</param>
public sealed record DiscoveredLinks(int Count, IReadOnlyList<WebUrl> Pages)
{
    /// <summary>Null if there is nothing to say.</summary>
    public static DiscoveredLinks? Of(InboxRow? inbox) =>
        inbox is { Discovered: > 0 } ? new DiscoveredLinks(inbox.Discovered, inbox.DiscoveredOn) : null;

    internal string Gist => $"{Counted.Of(Count, "new link")} discovered";

    internal MailSection Section(Site site, DashboardLinks? dashboard)
    {
        var more = Count - Pages.Count;
        return new MailSection(
            $"Discovered ({Count})",
            string.Join(
                '\n',
                [
                    "Nobody listed these links. We found them, and watch them from now on.",
                    .. Pages.Select(page => PlainText.OneLine(page.Href, 200)),
                    .. more > 0 ? [$"and {more} more"] : Array.Empty<string>(),
                    .. dashboard is null ? [$"All of them: linkwatch inbox list --site {site.Id} --state tracked"] : Array.Empty<string>(),
                ]),
            [])
        {
            Page = dashboard?.Discovery(site.Id),
        };
    }
}

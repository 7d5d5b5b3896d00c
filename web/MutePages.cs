using LinkWatch.Alerting.Unsubscribing;
using LinkWatch.Sites;
using LinkWatch.Storage;
using Microsoft.AspNetCore.Http;

namespace LinkWatch.Web;

/// <summary>The link in an alert that mutes the backlink, or the page of one's own, that it is about: GET asks, POST acts.</summary>
/// <param name="sites">Finds the page.</param>
/// <param name="muting">Ends the alerts.</param>
/// <param name="links">Null if mails have no such links.</param>
public sealed class MutePages(ISiteStore sites, LinkMuting muting, UnsubscribeLinks? links = null)
{
    public async Task<IResult> AskAsync(HttpRequest request, CancellationToken cancellationToken)
    {
        if (OursOf(request) is not var (site, id)) return PublicPage.Refused();
        if (await sites.FindLinkAsync(site, id, cancellationToken) is { Row.Link.Source.Href: var page })
            return Question("Mute this link", $"the link on <b>{PublicPage.Encode(page)}</b>");
        return await sites.FindTargetsAsync(site, [id], cancellationToken) is [{ Row.Url.Href: var target }]
            ? Question("Mute this page", $"your page <b>{PublicPage.Encode(target)}</b>")
            : Gone();
    }

    public async Task<IResult> ActAsync(HttpRequest request, CancellationToken cancellationToken)
    {
        if (OursOf(request) is not var (site, id)) return PublicPage.Refused();
        return await muting.MuteAnyAsync(site, id, until: null, cancellationToken) is { Href: var page }
            ? PublicPage.Of("Muted", $"<p>You get no more alerts about {PublicPage.Encode(page)}. Whoever runs LinkWatch can "
                + "unmute it.</p>")
            : Gone();
    }

    private static IResult Question(string title, string what) => PublicPage.Of(
        title,
        $"<p>Send no more alerts about {what}? It is still checked and listed.</p><form method=\"post\"><button>Mute</button></form>");

    /// <summary>Answered as done: nobody gets alerts about it.</summary>
    private static IResult Gone() =>
        PublicPage.Of("Not watched", "<p>This link is not watched any more, so there are no alerts about it.</p>");

    /// <summary>The site and link that the signed URL names; null if the signature is not ours.</summary>
    private (string Site, string Id)? OursOf(HttpRequest request)
    {
        var (site, id) = ((string?)request.Query["site"], (string?)request.Query["link"]);
        var (key, signature) = ((string?)request.Query["key"], (string?)request.Query["signature"]);
        return links is not null && site is not null && id is not null && key is not null && signature is not null
            && links.IsOursToMute(site, id, key, signature) ? (site, id) : null;
    }
}

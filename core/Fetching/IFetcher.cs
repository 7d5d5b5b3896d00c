using LinkWatch.Links;
using LinkWatch.Urls;

namespace LinkWatch.Fetching;

/// <summary>The network, as one operation. Never throws for anything that the remote side does.</summary>
public interface IFetcher
{
    /// <param name="url">An http(s) URL; anything else fails as <see cref="Reason.AddressForbidden"/>.</param>
    /// <param name="validators">From an earlier answer, for a conditional GET; null asks for the page whatever it was.</param>
    /// <param name="budget">The most time that the whole fetch, body included, may take.</param>
    /// <param name="cancellationToken">Ends the fetch because we stop; this alone throws <see cref="OperationCanceledException"/>.</param>
    Task<Fetched> FetchAsync(WebUrl url, Validators? validators, TimeSpan budget, CancellationToken cancellationToken);

    /// <summary>
    /// A part of a trail that a refresh began: what its pages set goes into <paramref name="cookies"/>, and is sent. A web without
    /// cookies needs no more than the other.
    /// </summary>
    Task<Fetched> FetchAsync(
        WebUrl url, Validators? validators, TrailCookies cookies, TimeSpan budget, CancellationToken cancellationToken) =>
        FetchAsync(url, validators, budget, cancellationToken);

    /// <summary>For pages that are read while another is held: its canonical page, its frames, its host's front page.</summary>
    IFetcher ForOtherPages() => this;
}

/// <summary>What lets a server answer 304. They are sent to the URL they belong to, and to no other on the way there.</summary>
/// <param name="ETag">As it was sent, quotes and all.</param>
/// <param name="LastModified">As it was sent.</param>
/// <param name="Url">The final URL of the fetch that returned them; null: the requested URL, whatever answered.</param>
public sealed record Validators(string? ETag, string? LastModified, WebUrl? Url = null);

using System.Text;
using LinkWatch.Discovery;
using LinkWatch.Storage;
using LinkWatch.Urls;
using LinkWatch.Web.SiteKeys;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.WebUtilities;
using Microsoft.Extensions.Primitives;

namespace LinkWatch.Web.Discovery;

/// <summary>
/// Receives Webmentions (W3C Recommendation of 12 January 2017): anyone may say that a page links to a site that switched this on. What is
/// said is a candidate, and believed only once a visit saw the link.
/// </summary>
public sealed class WebmentionEndpoint(ISiteStore sites, ICandidateInbox inbox, WebmentionQuota quota)
{
    /// <summary>Of the body: two addresses of 2,048 characters, escaped.</summary>
    private const int MaxBytes = 16 * 1024;

    private const int MaxAddress = 2048;

    /// <summary>The address of a site's, below the root of the host.</summary>
    public static Uri At(Uri root, string siteId) =>
        new($"{root.AbsoluteUri.TrimEnd('/')}/{WebRoutes.Webmention.Replace("{site}", siteId, StringComparison.Ordinal)}");

    public async Task<IResult> ReceiveAsync(string site, HttpRequest request, CancellationToken cancellationToken)
    {
        // A site that doesn't exist and one that takes none look alike.
        if (await sites.FindSiteAsync(site, cancellationToken) is not { Row: { Webmention: true } owner })
            return ApiAnswer.Error(ApiErrorCode.NoSuchAddress, "no site takes Webmentions here");
        var (bytes, refusal) = await RequestBody.ReadAsync(request, "application/x-www-form-urlencoded", MaxBytes, cancellationToken);
        if (bytes is null) return refusal!;
        if (FieldsOf(bytes) is not { } fields)
            return ApiAnswer.Error(ApiErrorCode.InvalidForm, "the form can't be read; send source and target");
        if (Address(fields, "source") is not { } source) return Bad("source", "the page that links, as https://blog.example/post");
        if (Address(fields, "target") is not { } target || !owner.Holds(target))
            return Bad("target", $"a page on {string.Join(" or ", owner.Domains)}");
        if (UrlIdentity.Normalize(source) == UrlIdentity.Normalize(target) || owner.Holds(source))
            return Bad("source", "a page of another site than the target");
        if (quota.Take(request, source.Host) is { } wait)
        {
            AttemptQuota.SayWhen(request.HttpContext, wait);
            return ApiAnswer.Error(ApiErrorCode.TooManyAttempts, "too many Webmentions from here, or of that site; try again later");
        }

        var candidate = new Candidate(source, CandidateOrigin.Webmention) { Target = target };
        await inbox.AddAsync(owner.Id, new[] { candidate }.ToAsyncEnumerable(), isTrial: false, cancellationToken);
        return Results.Text("Accepted: the page will be visited.\n", statusCode: StatusCodes.Status202Accepted);
    }

    private static Dictionary<string, StringValues>? FieldsOf(MemoryStream bytes)
    {
        try
        {
            return new FormReader(Encoding.UTF8.GetString(bytes.GetBuffer(), 0, (int)bytes.Length)).ReadForm();
        }
        catch (InvalidDataException)
        {
            return null;
        }
    }

    private static WebUrl? Address(Dictionary<string, StringValues> fields, string name) =>
        fields.TryGetValue(name, out var values) && values is [{ Length: <= MaxAddress } text]
            && WebUrl.TryParse(text, out var url) && url.IsHttp && url.Username.Length == 0 && url.Password.Length == 0
            ? url
            : null;

    private static IResult Bad(string name, string expected) =>
        ApiAnswer.BadMember(name, $"{name}: missing or invalid; it takes {expected}", ApiErrorCode.InvalidForm);
}

/// <summary>Limits Webmentions per hour and process: of one network address, and of one host that is said to link.</summary>
public sealed class WebmentionQuota(TimeProvider time)
{
    public const int OfAddress = 60;
    public const int OfHost = 20;

    private readonly HourlyQuota quota = new(time);

    /// <summary>Null if it is taken; otherwise when to ask again.</summary>
    /// <param name="request">Whoever sends it counts by network address.</param>
    /// <param name="host">The host of the page that is said to link.</param>
    public TimeSpan? Take(HttpRequest request, string host) =>
        quota.Take(($"from {ClientAddress.Of(request)}", OfAddress), ($"host {host}", OfHost));
}

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
public sealed class WebmentionEndpoint(
    ISiteStore sites, MentionRoom room, ICandidateInbox inbox, WebmentionQuota quota, PublicSuffix suffixes, TimeProvider time)
{
    /// <summary>Of the body: two addresses of 2,048 characters, escaped.</summary>
    private const int MaxBytes = 16 * 1024;

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
            return Bad("target", "a page of this site");
        if (UrlIdentity.Normalize(source) == UrlIdentity.Normalize(target) || owner.Holds(source))
            return Bad("source", "a page of another site than the target");
        var domain = suffixes.ReferringDomain(source.Host);
        if (quota.Take(request, owner.Id, domain) is { } wait)
            return TooMany(request, wait, "too many Webmentions from here, or of that site; try again later");
        if (!await room.HasAsync(owner, domain, cancellationToken))
            return TooMany(request, UntilTomorrow(), "too many Webmentions wait for their visit; try again tomorrow");

        var candidate = new Candidate(source, CandidateOrigin.Webmention) { Target = target };
        var count = await inbox.AddAsync(owner.Id, new[] { candidate }.ToAsyncEnumerable(), isTrial: false, cancellationToken);
        if (count is { New: 0, LeftOut: > 0 })
            return TooMany(request, UntilTomorrow(), "too many pages wait for their visit; try again tomorrow");
        return Results.Text("Accepted: the page will be visited.\n", statusCode: StatusCodes.Status202Accepted);
    }

    /// <summary>Visits are counted by the day in UTC.</summary>
    private TimeSpan UntilTomorrow() => TimeSpan.FromDays(1) - time.GetUtcNow().TimeOfDay;

    private static IResult TooMany(HttpRequest request, TimeSpan wait, string why)
    {
        AttemptQuota.SayWhen(request.HttpContext, wait);
        return ApiAnswer.Error(ApiErrorCode.TooManyAttempts, why);
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
        fields.TryGetValue(name, out var values) && values is [{ } text]
            && WebUrl.TryParse(text, out var url) && url.IsHttp && url.Href.Length <= CandidateInbox.MaxAddress
            && url.Username.Length == 0 && url.Password.Length == 0
            ? url
            : null;

    private static IResult Bad(string name, string expected) =>
        ApiAnswer.BadMember(name, $"{name}: missing or invalid; it takes {expected}", ApiErrorCode.InvalidForm);
}

/// <summary>Limits Webmentions per hour and process: of one network address, and of one domain that is said to link.</summary>
public sealed class WebmentionQuota(TimeProvider time)
{
    public const int OfAddress = 60;

    /// <summary>To all sites.</summary>
    public const int OfDomain = 20;

    /// <summary>To one site.</summary>
    public const int OfDomainToSite = 5;

    private readonly HourlyQuota quota = new(time);

    /// <summary>Null if it is taken; otherwise when to ask again.</summary>
    /// <param name="request">Whoever sends it counts by network address.</param>
    /// <param name="siteId">The site that is said to be linked to.</param>
    /// <param name="domain">What the page that is said to link counts as.</param>
    public TimeSpan? Take(HttpRequest request, string siteId, string domain) => quota.Take(
        ($"from {ClientAddress.Of(request)}", OfAddress), ($"domain {domain}", OfDomain), ($"domain {domain} to {siteId}", OfDomainToSite));
}

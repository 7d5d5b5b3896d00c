using System.Net.Http.Headers;
using LinkWatch.Sites;
using LinkWatch.Storage;
using LinkWatch.Web.Dashboard.Serving;
using Microsoft.AspNetCore.Http;

namespace LinkWatch.Web.SiteKeys;

/// <summary>
/// What the key of a site opens: that site's routes, and of these only GET if it is read-only. A request without such a key is none of its
/// business, unless it comes to where one is needed.
/// </summary>
public sealed class SiteKeyGate(SiteAccess access, AttemptQuota attempts, TimeProvider time)
{
    /// <summary>How long a key is believed without another look, to read: so long a revoked one may read. A change looks first.</summary>
    public static readonly TimeSpan Remembered = TimeSpan.FromMinutes(1);

    /// <summary>The header that the functions host and <c>serve</c> take their own keys from.</summary>
    public const string Header = "x-functions-key";

    /// <summary>What every key of a site begins with.</summary>
    public const string Mark = AccessSecret.KeyMark + "_";

    private const int MaxRemembered = 1000;

    private readonly Lock gate = new();
    private readonly Dictionary<string, (KeyedSite Site, DateTimeOffset Until)> remembered = new(StringComparer.Ordinal);

    /// <summary>What a request gives as the key of a site, right or wrong; null if nothing.</summary>
    public static string? KeyIn(HttpRequest request)
    {
        if (AuthenticationHeaderValue.TryParse(request.Headers.Authorization.ToString(), out var authorization)
            && authorization.Scheme.Equals("Bearer", StringComparison.OrdinalIgnoreCase)
            && authorization.Parameter is { } bearer && IsMarked(bearer)) return bearer;
        if (request.Headers[Header].ToString() is var header && IsMarked(header)) return header;
        return request.Query[ApiGate.KeyParameter].ToString() is var code && IsMarked(code) ? code : null;
    }

    public static IResult Missing(HttpContext http)
    {
        http.Response.Headers.WWWAuthenticate = "Bearer";
        return ApiAnswer.Error(ApiErrorCode.MissingKey, $"send the key of a site, which begins with {Mark}, as Authorization: Bearer");
    }

    /// <summary>Null if the key opens what is asked for, or none is needed; then the rest of the way knows whose site it is.</summary>
    /// <param name="http">The request.</param>
    /// <param name="isNeeded">Whether only keys of sites are let in here.</param>
    public async Task<IResult?> RefusalAsync(HttpContext http, bool isNeeded)
    {
        var path = http.Request.Path;
        if (!isNeeded && (DashboardApp.IsAt(path) || WebRoutes.IsPublic(path))) return null;
        if (KeyIn(http.Request) is not { } text) return isNeeded ? Missing(http) : null;
        if (await SiteOfAsync(text, HttpMethods.IsGet(http.Request.Method), http.RequestAborted) is not { } site) return Invalid(http);
        http.Features.Set(site);
        return WebRoutes.Find(http.Request) is { } route && route.Match(path) is { } values ? Refusal(site, route, values) : null;
    }

    private static IResult? Refusal(KeyedSite site, ApiRoute route, IReadOnlyDictionary<string, object?> values)
    {
        if (WebRoutes.Public.Contains(route.Pattern)) return null;
        if (!route.IsOfSite)
            return ApiAnswer.Error(ApiErrorCode.WrongScope, "this is for the operator; the key is for one site");
        if (values.TryGetValue("site", out var id) && !string.Equals((string?)id, site.SiteId, StringComparison.Ordinal))
            return ApiAnswer.Error(ApiErrorCode.WrongScope, $"the key is for the site {site.SiteId}");
        return site.Scope == AccessScope.Full || HttpMethods.IsGet(route.Method)
            ? null
            : ApiAnswer.Error(ApiErrorCode.ReadOnlyKey, "the key is read-only: make a full one to change something");
    }

    private IResult Invalid(HttpContext http)
    {
        if (attempts.Failed("key", http.Request) is { } wait)
        {
            AttemptQuota.SayWhen(http, wait);
            return ApiAnswer.Error(ApiErrorCode.TooManyAttempts, $"at most {AttemptQuota.Failures} wrong keys an hour");
        }

        http.Response.Headers.WWWAuthenticate = "Bearer error=\"invalid_token\"";
        return ApiAnswer.Error(ApiErrorCode.InvalidKey, "the key is wrong, or was revoked");
    }

    private async Task<KeyedSite?> SiteOfAsync(string text, bool mayRemember, CancellationToken cancellationToken)
    {
        if (AccessSecret.Parse(text, AccessSecret.KeyMark) is not { } secret) return null;
        if (mayRemember && Recall(secret.Hash) is { } known) return known;
        var row = await access.OpenAsync(secret, cancellationToken);
        var site = row is { Scope: not AccessScope.Pages } ? new KeyedSite(secret.SiteId, row.Scope) : null;
        Remember(secret.Hash, site);
        return site;
    }

    private KeyedSite? Recall(string hash)
    {
        lock (gate)
        {
            var now = time.GetUtcNow();
            return remembered.TryGetValue(hash, out var known) && known.Until > now && known.Until - now <= Remembered ? known.Site : null;
        }
    }

    /// <summary>Wrong keys are not remembered: there is no end to them.</summary>
    private void Remember(string hash, KeyedSite? site)
    {
        lock (gate)
        {
            if (remembered.Count >= MaxRemembered) remembered.Clear();
            if (site is null) remembered.Remove(hash);
            else remembered[hash] = (site, time.GetUtcNow() + Remembered);
        }
    }

    private static bool IsMarked(string text) => text.StartsWith(Mark, StringComparison.Ordinal);
}

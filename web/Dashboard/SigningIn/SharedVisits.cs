using LinkWatch.Sites;
using LinkWatch.Storage;
using LinkWatch.Web.Dashboard.Serving;
using LinkWatch.Web.SiteKeys;
using Microsoft.AspNetCore.Http;

namespace LinkWatch.Web.Dashboard.SigningIn;

/// <summary>
/// Visits by a shared address: a signed cookie names its row, which each request reads, so that revoking it ends them at once. The cookie
/// ends with the browser, and never opens anything but the pages that are marked as shared.
/// </summary>
public sealed class SharedVisits(
    SiteAccess access, SignedTokens tokens, DashboardOptions options, AttemptQuota attempts, TimeProvider time)
{
    private const string Purpose = "shared";

    private static readonly TimeSpan Life = TimeSpan.FromDays(30);

    private string Name => options.CookieName("linkwatch-shared");

    /// <summary>Where whoever has the secret is let in.</summary>
    public Uri AddressOf(AccessSecret secret, HttpRequest request) =>
        new(options.RootOf(request), $"{DashboardApp.Root}/shared/{secret.Text}");

    /// <summary>The site that the secret opens; null if it doesn't, or not any more.</summary>
    public async Task<string?> BeginAsync(HttpContext http, string text)
    {
        if (AccessSecret.Parse(text, AccessSecret.ShareMark) is not { } secret) return null;
        if (await access.OpenAsync(secret, http.RequestAborted) is not { Scope: AccessScope.Pages } row) return null;
        var life = row.EndsAt - time.GetUtcNow() is { } left && left < Life ? left : Life;
        http.Response.Cookies.Append(Name, tokens.Make(Purpose, $"{secret.SiteId} {secret.AccessId}", life), options.Cookie());
        return secret.SiteId;
    }

    public void End(HttpContext http) => http.Response.Cookies.Delete(Name, options.Cookie());

    /// <summary>Whether somebody came by a shared address before.</summary>
    public bool Has(HttpRequest request) => Content(request) is not null;

    /// <summary>Who may look at the site of the address; otherwise what to say.</summary>
    internal async Task<(Visitor? Visitor, PageResult? Refusal)> VisitorAsync(DashboardCall call)
    {
        if (Content(call.Http.Request) is not [var site, var id]) return (null, Over(call));
        if (await access.StillOpenAsync(site, id, call.Stop) is not { Scope: AccessScope.Pages }) return (null, Over(call));
        return attempts.Opened(id) is { } wait
            ? (null, PageResult.TooMany(call, wait, "This address is used too often"))
            : (new Visitor("shared", IsOperator: false) { SharedSite = site }, null);
    }

    internal static PageResult Over(DashboardCall call) => PageResult.Message(
        call,
        StatusCodes.Status410Gone,
        "This address doesn’t work",
        "It was revoked, has ended, or is incomplete. Ask whoever gave it to you.");

    private string[]? Content(HttpRequest request) =>
        request.Cookies[Name] is { } token && tokens.Read(Purpose, token)?.Split(' ') is { Length: 2 } parts ? parts : null;
}

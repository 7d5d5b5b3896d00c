using LinkWatch.Links;
using LinkWatch.Sites;
using LinkWatch.Storage;
using LinkWatch.Web.Dashboard.Pages;
using LinkWatch.Web.Dashboard.Serving;
using LinkWatch.Web.Dashboard.SigningIn;
using LinkWatch.Web.SiteKeys;
using Microsoft.AspNetCore.Http;

namespace LinkWatch.Web.Dashboard;

/// <summary>A site's API keys and shared addresses.</summary>
public sealed class AccessViews(SiteAccess access, SharedVisits shared, AttemptQuota attempts)
{
    public Task<IResult> ShowAsync(DashboardCall call) => PageAsync(call);

    public Task<IResult> MakeKeyAsync(DashboardCall call) => KebabCase.Parse<AccessScope>(call.Field("scope") ?? "") switch
    {
        AccessScope.ReadOnly => MakeAsync(call, AccessScope.ReadOnly, life: null),
        AccessScope.Full => MakeAsync(call, AccessScope.Full, life: null),
        _ => PageAsync(call, "Choose what the key may do."),
    };

    public Task<IResult> ShareAsync(DashboardCall call) => call.Field("days") switch
    {
        "7" => MakeAsync(call, AccessScope.Pages, TimeSpan.FromDays(7)),
        "30" => MakeAsync(call, AccessScope.Pages, TimeSpan.FromDays(30)),
        "90" => MakeAsync(call, AccessScope.Pages, TimeSpan.FromDays(90)),
        "none" => MakeAsync(call, AccessScope.Pages, life: null),
        _ => PageAsync(call, "Choose when the address ends."),
    };

    public async Task<IResult> RevokeAsync(DashboardCall call) => call.Done(
        Addresses.Site(call.Site!.Id) + "/access",
        await access.RevokeAsync(call.Site.Id, call.Value("id"), call.Stop) ? "Revoked." : "It was revoked before.");

    /// <summary>Leads on to the site at once: the page that it shows has an address without the secret.</summary>
    public async Task<IResult> OpenSharedAsync(DashboardCall call)
    {
        call.Http.Response.Headers["Referrer-Policy"] = "no-referrer";
        call.Http.Response.Headers["X-Robots-Tag"] = "noindex";
        call.Http.Response.Headers.CacheControl = "no-store";
        if (await shared.BeginAsync(call.Http, call.Value("secret")) is { } site) return Results.Redirect(Addresses.Site(site));
        return attempts.Failed("shared", call.Http.Request) is { } wait
            ? PageResult.TooMany(call, wait, "Too many attempts")
            : SharedVisits.Over(call);
    }

    /// <summary>Shown on the answer itself: an address to go to would keep the secret in the browser's history.</summary>
    private async Task<IResult> MakeAsync(DashboardCall call, AccessScope scope, TimeSpan? life)
    {
        if (call.Field("name") is not { Length: <= SiteAccess.MaxName } name)
            return await PageAsync(call, $"Write a name of at most {SiteAccess.MaxName} characters: you will revoke it by that.");
        if (await access.MakeAsync(call.Site!.Id, name, scope, life, call.Visitor!.Name, call.Stop) is not var (row, secret))
            return await PageAsync(call, $"A site has {SiteAccess.MaxPerSite} keys and addresses at most: revoke one first.");
        var shown = scope == AccessScope.Pages ? shared.AddressOf(secret, call.Http.Request).AbsoluteUri : secret.Text;
        return await PageAsync(call, made: new MadeAccess(row, shown));
    }

    private async Task<IResult> PageAsync(DashboardCall call, string? problem = null, MadeAccess? made = null) =>
        PageResult.Of<AccessPage, AccessModel>(
            call,
            new AccessModel(await access.ListAsync(call.Site!.Id, call.Stop), made, problem),
            problem is null ? StatusCodes.Status200OK : StatusCodes.Status400BadRequest);
}

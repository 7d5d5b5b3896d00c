using LinkWatch.Links;
using LinkWatch.Web.Dashboard.SigningIn;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.AspNetCore.WebUtilities;

namespace LinkWatch.Web.Dashboard.Serving;

/// <summary>One request to the dashboard.</summary>
public sealed class DashboardCall(HttpContext http, RouteValueDictionary values, SignedTokens tokens, TimeProvider time)
{
    internal const string NoticeName = "done";
    private const string SignInPath = DashboardApp.Root + "/sign-in";
    private const string NoticePurpose = "notice";

    private static readonly TimeSpan NoticeLife = TimeSpan.FromMinutes(5);

    public HttpContext Http { get; } = http;

    /// <summary>Null on public pages that nobody signed in to.</summary>
    public Visitor? Visitor { get; init; }

    /// <summary>Somebody who is may still look at a site by its shared address.</summary>
    public bool IsSignedIn { get; init; }

    /// <summary>Whether the page is only shown: then it has no form that does something, nor a way to pages that have.</summary>
    public bool IsShared => Visitor is { SharedSite: not null };

    /// <summary>The site that the path names.</summary>
    public Site? Site { get; init; }

    /// <summary>What stands around a site's pages; null on others.</summary>
    public FrameModel? Frame { get; init; }

    /// <summary>What a form sent; empty on GET.</summary>
    public IFormCollection Form { get; init; } = FormCollection.Empty;

    /// <summary>What each form of the page sends back, so that no page of others can send it.</summary>
    public string FormToken { get; init; } = "";

    public DateTimeOffset Now { get; } = time.GetUtcNow();

    public CancellationToken Stop => Http.RequestAborted;

    public string Path => Http.Request.Path;

    public string Value(string name) => (string)values[name]!;

    /// <summary>A query parameter, trimmed; null if it is missing or empty.</summary>
    public string? Query(string name) => ((string?)Http.Request.Query[name])?.Trim() is { Length: > 0 } text ? text : null;

    public string? Field(string name) => ((string?)Form[name])?.Trim() is { Length: > 0 } text ? text : null;

    /// <summary>What was just done, such as “Saved.”; null if nothing was.</summary>
    public string? Notice => Query(NoticeName) is { } token ? tokens.Read(NoticePurpose, token) : null;

    /// <summary>An address of the page that can be opened again: of a form's answer, the page with the form.</summary>
    public string Here { get; init; } = DashboardApp.Root;

    /// <summary>Where somebody signs in and comes back to this page, unless its address has a secret in it.</summary>
    public string SignInAddress => Here.StartsWith(SignInPath, StringComparison.Ordinal)
        || Here.StartsWith($"{DashboardApp.Root}/shared/", StringComparison.Ordinal)
            ? SignInPath
            : $"{SignInPath}?back={Uri.EscapeDataString(Here)}";

    /// <summary>
    /// Goes to a page and says there what was done. The words travel in the address, signed: nobody else's appear on our pages.
    /// </summary>
    public IResult Done(string address, string line)
    {
        var token = tokens.Make(NoticePurpose, line, NoticeLife);
        var parts = address.Split('?', 2);
        var query = QueryHelpers.ParseQuery(parts is [_, var given] ? given : "")
            .Where(pair => pair.Key != NoticeName).Append(new(NoticeName, token));
        return Results.Redirect(parts[0] + QueryString.Create(query));
    }
}

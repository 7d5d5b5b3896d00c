using LinkWatch.Links;
using LinkWatch.Web.Dashboard.Serving;
using Microsoft.AspNetCore.Http;

namespace LinkWatch.Web.Dashboard.SigningIn;

/// <summary>
/// Signed cookies: no session is stored. Whoever stops being an owner sees nothing more at once, because each request asks the site. A new
/// signing key ends every session.
/// </summary>
public sealed class Sessions(SignedTokens tokens, DashboardOptions options)
{
    private const string Purpose = "session";
    private const string FormPurpose = "form";

    private static readonly TimeSpan Life = TimeSpan.FromDays(30);

    private string Name => options.CookieName("linkwatch");

    public Visitor? VisitorOf(HttpRequest request) =>
        Token(request) is { } token && tokens.Read(Purpose, token) is { } name ? options.VisitorNamed(name) : null;

    public void Begin(HttpContext http, Visitor visitor) =>
        http.Response.Cookies.Append(Name, tokens.Make(Purpose, visitor.Name, Life), options.Cookie(Life));

    public void End(HttpContext http) => http.Response.Cookies.Delete(Name, options.Cookie());

    /// <summary>Bound to the session: a page of others knows neither.</summary>
    public string FormToken(HttpRequest request) => tokens.Make(FormPurpose, SessionOf(request), Life);

    public bool IsFormOurs(HttpRequest request, string? formToken) =>
        formToken is not null && tokens.Read(FormPurpose, formToken) == SessionOf(request);

    private string SessionOf(HttpRequest request) => Token(request) is { } token ? Ids.Hash(token) : "nobody";

    private string? Token(HttpRequest request) => request.Cookies[Name];
}

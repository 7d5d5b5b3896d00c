using System.Net;
using System.Text.RegularExpressions;
using LinkWatch.Alerting.Delivery;
using LinkWatch.Signing;
using LinkWatch.Tests.Support;
using LinkWatch.Web;
using LinkWatch.Web.Dashboard;
using LinkWatch.Web.Dashboard.Serving;
using LinkWatch.Web.Dashboard.SigningIn;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Primitives;

namespace LinkWatch.Tests.Web.Dashboard;

/// <summary>The dashboard over a pipeline whose clock stands still, asked without a server.</summary>
internal sealed class DashboardInProcess(TestPipeline pipeline) : IAsyncDisposable
{
    public static readonly Visitor Operator = new(Visitor.ThisComputer, IsOperator: true);
    public static readonly Visitor Owner = new("owner@shop.example", IsOperator: false);
    public static readonly Visitor Stranger = new("stranger@other.example", IsOperator: false);

    public TestPipeline Pipeline => pipeline;

    public IReadOnlyList<DashboardRoute> Routes => pipeline.Get<DashboardRoutes>().All;

    public static async Task<DashboardInProcess> StartAsync(DashboardOptions? options = null, IAlertChannel? mailing = null) =>
        new(await TestPipeline.StartAsync(services =>
        {
            services.AddWeb().AddDashboard(
                options ?? new DashboardOptions(), SigningKeys.Parse([SigningKeys.NewLine("test")]));
            if (mailing is not null) services.AddSingleton(mailing);
        }));

    public ValueTask DisposeAsync() => pipeline.DisposeAsync();

    public Task<Reply> GetAsync(string address, Visitor? visitor, string? cookie = null) =>
        SendAsync("GET", address, visitor, form: null, cookie: cookie);

    /// <summary>A form that a page of another site sends.</summary>
    public Task<Reply> PostFromElsewhereAsync(string address, Dictionary<string, StringValues> fields)
    {
        fields["form"] = pipeline.Get<Sessions>().FormToken(new DefaultHttpContext().Request);
        return SendAsync("POST", address, visitor: null, fields, from: "cross-site");
    }

    /// <summary>A form of one of our pages, unless <paramref name="token"/> says otherwise.</summary>
    public Task<Reply> PostAsync(
        string address, Visitor? visitor, Dictionary<string, StringValues>? fields = null, string? token = null, string? cookie = null)
    {
        fields ??= [];
        fields["form"] = token ?? pipeline.Get<Sessions>().FormToken(Request("GET", address, visitor).Request);
        return SendAsync("POST", address, visitor, fields, cookie: cookie);
    }

    /// <summary>What a page beside the dashboard shows.</summary>
    public async Task<string> HtmlAsync(string address, Func<HttpContext, Task<IResult>> ask)
    {
        var http = Request("GET", "/" + address, visitor: null);
        using var body = new MemoryStream();
        http.Response.Body = body;
        await (await ask(http)).ExecuteAsync(http);
        return System.Text.Encoding.UTF8.GetString(body.ToArray());
    }

    private async Task<Reply> SendAsync(
        string method, string address, Visitor? visitor, Dictionary<string, StringValues>? form, string from = "same-origin",
        string? cookie = null)
    {
        var http = Request(method, address, visitor, cookie);
        http.Request.Headers["Sec-Fetch-Site"] = from;
        if (form is not null)
        {
            http.Request.ContentType = "application/x-www-form-urlencoded";
            http.Request.Form = new FormCollection(form);
        }

        using var body = new MemoryStream();
        http.Response.Body = body;
        var result = await pipeline.Get<DashboardApp>().AnswerAsync(http);
        await result.ExecuteAsync(http);
        return new Reply(
            (HttpStatusCode)http.Response.StatusCode,
            System.Text.Encoding.UTF8.GetString(body.ToArray()),
            http.Response.Headers.Location.ToString(),
            http.Response.Headers);
    }

    /// <param name="method">GET or POST.</param>
    /// <param name="address">Path and query.</param>
    /// <param name="visitor">Who is signed in.</param>
    /// <param name="cookie">What the browser has besides.</param>
    private DefaultHttpContext Request(string method, string address, Visitor? visitor, string? cookie = null)
    {
        var http = new DefaultHttpContext { RequestServices = pipeline.Services };
        http.RequestAborted = TestContext.Current.CancellationToken;
        var uri = new Uri("http://127.0.0.1" + address);
        (http.Request.Method, http.Request.Scheme, http.Request.Host) = (method, uri.Scheme, new HostString(uri.Host));
        (http.Request.Path, http.Request.QueryString) = (uri.AbsolutePath, new QueryString(uri.Query));
        http.Request.Headers.Cookie = string.Join("; ", new[] { visitor is null ? null : CookieOf(visitor), cookie }.OfType<string>());
        return http;
    }

    /// <summary>The address of the next page that a list's page leads to; null if there is none.</summary>
    public static string? NextIn(string html) =>
        Regex.Match(html, "href=\"(?<next>[^\"]+)\" rel=\"next\"", RegexOptions.NonBacktracking) is { Success: true } match
            ? WebUtility.HtmlDecode(match.Groups["next"].Value)
            : null;

    private string CookieOf(Visitor visitor)
    {
        var http = new DefaultHttpContext();
        pipeline.Get<Sessions>().Begin(http, visitor);
        return http.Response.Headers.SetCookie.ToString().Split(';')[0];
    }

    public sealed record Reply(HttpStatusCode Status, string Html, string Location, IHeaderDictionary Headers)
    {
        /// <summary>The address of the list's next page; null on its last.</summary>
        public string? Next => NextIn(Html);
    }
}

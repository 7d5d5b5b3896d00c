using System.Net;
using LinkWatch.Web;
using LinkWatch.Web.Dashboard.Serving;

namespace LinkWatch.Tests.Web;

/// <summary>
/// Every address of a host, in every spelling and by every method, asked by somebody with no key and no session: whatever isn't public
/// shows nothing and does nothing. The host watches a site <c>shop</c> with one link.
/// </summary>
public abstract class DefaultDenyContract : IAsyncLifetime
{
    /// <summary>What only the site's owner may read.</summary>
    public const string Domain = "secret-shop.example";

    public const string Page = "https://secret-blog.example/teas";

    /// <summary>The methods that odd spellings are asked with: a route that ignores the method takes these too.</summary>
    private static readonly string[] Few = ["GET", "POST", "DELETE"];

    private static readonly TimeSpan AnswersWithin = TimeSpan.FromSeconds(30);

    private static readonly string[] Secrets = ["secret-shop", "secret-blog", "secret-owner"];

    private static readonly string[] Methods =
        ["GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS", "TRACE", "PROPFIND", "get", "Post"];

    private protected static CancellationToken Stop => TestContext.Current.CancellationToken;

    private protected abstract Uri Url { get; }

    /// <summary>What the host knows of its site, for comparison.</summary>
    private protected abstract Task<string> StateAsync();

    private protected IReadOnlyList<DashboardRoute> Dashboard { get; set; } = [];

    public abstract ValueTask InitializeAsync();

    public abstract ValueTask DisposeAsync();

    [Fact]
    public async Task Whatever_is_not_public_shows_and_does_nothing_however_it_is_asked()
    {
        var before = await StateAsync();
        Assert.Contains(Domain, before, StringComparison.Ordinal);
        var wrong = new List<string>();
        using var web = new HttpMessageInvoker(new SocketsHttpHandler
        {
            AllowAutoRedirect = false,
            UseCookies = false,
            SslOptions = { RemoteCertificateValidationCallback = (_, _, _, _) => Url.IsLoopback },
        });
        foreach (var (path, isPublic) in Paths())
        {
            foreach (var address in Spellings(path))
            {
                foreach (var method in address == path ? Methods : Few) await AskAsync(web, method, address, isPublic, wrong);
                Assert.True(wrong.Count < 3, string.Join('\n', wrong));
            }
        }

        Assert.Equal([], wrong);
        Assert.Equal(before, await StateAsync());
    }

    private IEnumerable<(string Path, bool IsPublic)> Paths()
    {
        var api = WebRoutes.All
            .Select(route => (Path: "/" + route.Pattern, IsPublic: WebRoutes.Public.Contains(route.Pattern)));
        var dashboard = Dashboard.Select(route => (Path: route.Pattern, IsPublic: route.Access == Access.Public));
        (string Path, bool IsPublic)[] others =
            [("/admin/host/status", false), ("/metrics", false), ("/nothing", false), ("/.git/config", false)];
        return api.Concat(dashboard).Concat(others).GroupBy(route => Filled(route.Path))
            .Select(group => (group.Key, group.Any(route => route.IsPublic)));
    }

    private static string Filled(string pattern) => pattern.Replace("{site}", "shop", StringComparison.Ordinal)
        .Replace("{id}", "0", StringComparison.Ordinal).Replace("{link}", "0", StringComparison.Ordinal)
        .Replace("{target}", "0", StringComparison.Ordinal).Replace("{month}", "2026-01", StringComparison.Ordinal)
        .Replace("{name}", "app.css", StringComparison.Ordinal);

    private static IEnumerable<string> Spellings(string path)
    {
        yield return path;
        if (path == "/") yield break;
        yield return path + "/";
        yield return path + "//";
        yield return "/" + path;
        yield return path.ToUpperInvariant();
        yield return $"/{path[1..2].ToUpperInvariant()}{path[2..]}";
        yield return $"/%{(int)path[1]:X2}{path[2..]}";
        yield return path[0] + path[1..].Replace("/", "%2F", StringComparison.Ordinal);
        yield return path[0] + path[1..].Replace("/", "%5C", StringComparison.Ordinal);
        yield return "/nothing/.." + path;
        yield return "/nothing/%2e%2e" + path;
        yield return "/health/.." + path;
        yield return "/dashboard/assets/.." + path;
        yield return "/." + path;
        yield return path + ";a=b";
        yield return path + "%20";
        yield return path + "%00";
        yield return path + ".json";
        yield return path + "?code=wrong&token=wrong&form=wrong";
    }

    private async Task AskAsync(
        HttpMessageInvoker web, string method, string address, bool isPublic, List<string> wrong)
    {
        // As it is: otherwise the client would tidy it up.
        var target = new Uri($"{Url.GetLeftPart(UriPartial.Authority)}{address}", new UriCreationOptions
        {
            DangerousDisablePathAndQueryCanonicalization = true,
        });
        using var request = new HttpRequestMessage(new HttpMethod(method), target);
        request.Headers.TryAddWithoutValidation("x-functions-key", "wrong");
        request.Headers.TryAddWithoutValidation("Authorization", "Bearer wrong");
        request.Headers.TryAddWithoutValidation("Cookie", "linkwatch=wrong; __Host-linkwatch=wrong");
        if (method is "POST" or "Post" or "PUT")
            request.Content = new FormUrlEncodedContent([new("form", "wrong"), new("name", "shop"), new("id", "other")]);
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(Stop);
        limit.CancelAfter(AnswersWithin);
        HttpResponseMessage answer;
        try
        {
            answer = await web.SendAsync(request, limit.Token);
        }
        catch (OperationCanceledException) when (!Stop.IsCancellationRequested)
        {
            wrong.Add($"{method} {address} is not answered");
            return;
        }

        using var taken = answer;
        var text = await answer.Content.ReadAsStringAsync(Stop) + answer.Headers + answer.Content.Headers;
        var status = (int)answer.StatusCode;
        if (status >= 500) wrong.Add($"{method} {address} fails: {status}");
        if (Secrets.Any(secret => text.Contains(secret, StringComparison.OrdinalIgnoreCase)))
            wrong.Add($"{method} {address} shows: {text}");
        if (isPublic) return;
        var isToSignIn = answer.StatusCode == HttpStatusCode.Found
            && answer.Headers.Location?.OriginalString.StartsWith("/dashboard/sign-in?back=", StringComparison.Ordinal) == true;
        if (status < 400 && !isToSignIn) wrong.Add($"{method} {address} is answered {status} {answer.Headers.Location}");
    }
}

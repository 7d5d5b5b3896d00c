using System.Diagnostics;
using System.Net.Sockets;
using System.Text;
using System.Text.RegularExpressions;
using System.Xml.Linq;
using LinkWatch.Discovery.Reclaiming;
using LinkWatch.Tests.Support;
using LinkWatch.Urls;

namespace LinkWatch.Tests.Core.Discovery.Reclaiming;

public sealed class RedirectListTests
{
    /// <summary>Paths that mean something to a server's configuration unless they are escaped.</summary>
    private static readonly string[] Hostile =
    [
        "/old", "/a b", "/%22;}server{", "/$host/$1", "/{x}/${y}", "/.*", "/(a|b)+[c]?", "/back\\slash",
            "/caf%C3%A9", "/%23hash", "/100%25",
        "/*splat/:name", "//double//slash", "/'quoted'", "/&amp;<b>", "/a--b", "/tab%09bed", "/%FF%FE", "/new%0Aline", "/^end$",
    ];

    private static IReadOnlyList<BrokenAddress> Broken { get; } =
    [
        .. Hostile.Select(path => Of("shop.example", Encoded(path), 404, "/new")),
        Of("shop.example", "/?p=7", 404, "/seven"),
        Of("shop.example", "/order", 503, null),
        Of("", "/unknown--x", 410, null),
    ];

    public static TheoryData<RedirectFormat> Formats => [.. Enum.GetValues<RedirectFormat>()];

    [Theory]
    [MemberData(nameof(Formats))]
    public void What_is_written_for_each_server_is_pinned(RedirectFormat format) =>
        Golden.Holds($"{format}.txt", RedirectList.Write(format, Broken));

    [Fact]
    public void The_rules_for_IIS_are_well_formed_and_fit_their_own_path_only()
    {
        var rules = XDocument.Parse(RedirectList.Write(RedirectFormat.Iis, Broken)).Descendants("rule").ToList();
        var paths = Hostile.Select(path => PercentEncoding.Decode(Encoded(path)))
            .Where(path => !path.Any(char.IsControl) && !path.Contains('\uFFFD', StringComparison.Ordinal)).ToList();

        Assert.Equal(paths.Count, rules.Count);
        foreach (var (path, rule) in paths.Zip(rules))
        {
            var pattern = new Regex(rule.Element("match")!.Attribute("url")!.Value, RegexOptions.ECMAScript, TimeSpan.FromSeconds(1));
            Assert.Equal([path.TrimStart('/')], paths.Select(other => other.TrimStart('/')).Where(other => pattern.IsMatch(other)));
        }
    }

    [Fact]
    public async Task The_real_nginx_takes_the_list_and_answers_each_path_as_it_says()
    {
        var nginx = new[] { "/usr/sbin/nginx", "/usr/local/sbin/nginx", "/usr/bin/nginx" }.FirstOrDefault(File.Exists);
        if (nginx is null) Assert.Skip("nginx is not installed");
        var again = new[] { "/double/slash", "/caf%c3%a9", "/%6Fld" }.Select(path => Of("shop.example", path, 404, "/new"));
        using var folder = new TempFolder();
        var config = Path.Combine(folder.Path, "nginx.conf");
        await File.WriteAllTextAsync(config, $$"""
            pid {{folder.Path}}/pid; error_log stderr; daemon off; master_process off;
            events {}
            http {
                access_log off; client_body_temp_path {{folder.Path}}/b; proxy_temp_path {{folder.Path}}/p;
                fastcgi_temp_path {{folder.Path}}/f;
                uwsgi_temp_path {{folder.Path}}/u; scgi_temp_path {{folder.Path}}/s;
                server {
                    listen unix:{{folder.Path}}/socket;
                    {{RedirectList.Write(RedirectFormat.Nginx, [.. Broken, .. again])}}
                    location / { return 404; }
                }
            }
            """, TestContext.Current.CancellationToken);
        using var tested = Start(nginx, "-t", "-c", config, "-p", folder.Path);
        var said = await tested.StandardError.ReadToEndAsync(TestContext.Current.CancellationToken);
        await tested.WaitForExitAsync(TestContext.Current.CancellationToken);
        Assert.True(tested.ExitCode == 0, said);

        using var server = Start(nginx, "-c", config, "-p", folder.Path);
        try
        {
            var written = Hostile.Where(path => path is not ("/tab%09bed" or "/%FF%FE" or "/new%0Aline")).ToList();
            foreach (var path in written)
                Assert.Equal(("301", "/new"), await GetAsync(Path.Combine(folder.Path, "socket"), Encoded(path)));
            Assert.Equal(("404", ""), await GetAsync(Path.Combine(folder.Path, "socket"), "/old/more"));
        }
        finally
        {
            server.Kill();
            await server.WaitForExitAsync(CancellationToken.None);
        }
    }

    [Fact]
    public void For_Apache_each_line_has_two_quoted_words_and_fits_its_own_path_only()
    {
        var lines = RedirectList.Write(RedirectFormat.Apache, Broken).Split('\n', StringSplitOptions.RemoveEmptyEntries);
        var redirects = lines.Where(line => !line.StartsWith('#')).ToList();

        Assert.All(redirects, line => Assert.Matches("^RedirectMatch 301 \"[^\"]*\" \"/[A-Za-z0-9/._~%-]*\"$", line));
        var pattern = new Regex(redirects[0].Split('"')[1], RegexOptions.None, TimeSpan.FromSeconds(1));
        Assert.Matches(pattern, "/old");
        Assert.DoesNotMatch(pattern, "/old/more");
        Assert.Contains("# /order: answers 503: repair it, a redirect would only hide it", lines);
        Assert.Contains("# /?p=7: has a query, so no redirect by path fits it (meant: /seven)", lines);
    }

    [Fact]
    public void For_Netlify_each_line_has_three_words_and_no_placeholder()
    {
        var redirects = RedirectList.Write(RedirectFormat.Netlify, Broken).Split('\n', StringSplitOptions.RemoveEmptyEntries)
            .Where(line => !line.StartsWith('#')).ToList();

        Assert.All(redirects, line => Assert.Matches("^/[^ *:#]* /new 301$", line));
    }

    private static Process Start(string nginx, params string[] args) =>
        Process.Start(new ProcessStartInfo(nginx, args) { RedirectStandardError = true, UseShellExecute = false })!;

    /// <summary>Status and path of the redirect of a request as it would be typed; the server may still be starting.</summary>
    private static async Task<(string Status, string Location)> GetAsync(string path, string target)
    {
        using var socket = new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
        for (var tries = 0; ; tries++)
        {
            try
            {
                await socket.ConnectAsync(new UnixDomainSocketEndPoint(path), TestContext.Current.CancellationToken);
                break;
            }
            catch (SocketException) when (tries < 500)
            {
                await Task.Delay(TimeSpan.FromMilliseconds(20), TimeProvider.System, TestContext.Current.CancellationToken);
            }
        }

        await using var stream = new NetworkStream(socket);
        var request = $"GET {target} HTTP/1.1\r\nHost: shop.example\r\nConnection: close\r\n\r\n";
        await stream.WriteAsync(Encoding.ASCII.GetBytes(request), TestContext.Current.CancellationToken);
        using var reader = new StreamReader(stream);
        var answer = await reader.ReadToEndAsync(TestContext.Current.CancellationToken);
        var location = Regex.Match(answer, "^Location: (?:http://[^/]*)?(\\S+)", RegexOptions.Multiline, TimeSpan.FromSeconds(1));
        return (answer.Split(' ')[1], location.Groups[1].Value);
    }

    private static string Encoded(string path) =>
        WebUrl.TryParse("https://host.invalid" + path.Replace("\\", "%5C", StringComparison.Ordinal), out var url) ? url.Path : path;

    private static BrokenAddress Of(string host, string address, int status, string? to) => new(
        host, address, status, 3, null, [new LinkingReferrer("https://blog.example/a", 3)], 0,
        to is null ? null : new Suggestion(to, "surely"));
}

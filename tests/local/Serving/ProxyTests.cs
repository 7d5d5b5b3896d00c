using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Text.RegularExpressions;
using LinkWatch.Tests.Support;

namespace LinkWatch.Tests.Local.Serving;

/// <summary>The real program behind the proxies that people use, configured as docs/operate.md says.</summary>
public sealed class ProxyTests
{
    private const string Default = "server { listen 8080; location / { proxy_pass http://127.0.0.1:7071; } }";

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("default nginx")]
    [InlineData("nginx")]
    [InlineData("caddy")]
    public async Task Through_a_proxy_only_the_public_routes_answer_without_the_key(string proxy)
    {
        using var temp = new TempFolder();
        using var serve = await ServeProcess.StartAsync(
            temp.Path, new Dictionary<string, string> { ["LINKWATCH_PUBLIC_URL"] = "https://links.example" });
        using var front = await Front.StartAsync(proxy, serve.Url.Port, temp.Path);
        var key = (await File.ReadAllTextAsync(Path.Combine(temp.Path, "api.key"), Cancel)).Trim();

        Assert.Equal(HttpStatusCode.OK, await front.AskAsync("health"));
        Assert.Equal(HttpStatusCode.Forbidden, await front.AskAsync("unsubscribe?site=a"));
        Assert.Equal(HttpStatusCode.Unauthorized, await front.AskAsync("sites"));
        Assert.Equal(HttpStatusCode.Unauthorized, await front.AskAsync("sites/shop/feed.atom?code=wrong"));
        Assert.Equal(HttpStatusCode.Unauthorized, await front.AskAsync("sites/shop", HttpMethod.Put));
        Assert.Equal(HttpStatusCode.OK, await front.AskAsync("sites", key: key));
        Assert.Equal(HttpStatusCode.OK, await front.AskAsync("sites?code=" + key));
    }

    [Theory]
    [InlineData("default nginx")]
    [InlineData("nginx")]
    [InlineData("caddy")]
    public async Task Without_a_public_address_nothing_is_served_to_a_proxy_but_the_public_routes(string proxy)
    {
        using var temp = new TempFolder();
        using var serve = await ServeProcess.StartAsync(temp.Path);
        using var front = await Front.StartAsync(proxy, serve.Url.Port, temp.Path);

        Assert.Equal(HttpStatusCode.OK, await front.AskAsync("health"));
        Assert.Equal(HttpStatusCode.Forbidden, await front.AskAsync("sites"));
        Assert.Equal(HttpStatusCode.Forbidden, await front.AskAsync("sites/shop", HttpMethod.Put));
        Assert.False(File.Exists(Path.Combine(temp.Path, "api.key")));
    }

    /// <summary>A proxy in a process of its own, on a free port.</summary>
    private sealed class Front(Process process, int port) : IDisposable
    {
        private readonly HttpClient web = OwnServer.Client(new Uri($"http://127.0.0.1:{port}/"));

        public static async Task<Front> StartAsync(string proxy, int backend, string folder)
        {
            var program = proxy == "caddy" ? "/usr/bin/caddy" : "/usr/sbin/nginx";
            Assert.SkipUnless(
                File.Exists(program), $"there is no {Path.GetFileName(program)} here: apt-get install {Path.GetFileName(program)}");
            using var free = new TcpListener(IPAddress.Loopback, 0);
            free.Start();
            var port = ((IPEndPoint)free.LocalEndpoint).Port;
            free.Stop();
            var config = (proxy == "default nginx" ? Default : Example(proxy))
                .Replace("listen 8080", $"listen 127.0.0.1:{port}", StringComparison.Ordinal)
                .Replace(":8080 {", $"http://127.0.0.1:{port} {{", StringComparison.Ordinal)
                .Replace("127.0.0.1:7071", $"127.0.0.1:{backend}", StringComparison.Ordinal);
            var path = Path.Combine(folder, "proxy.conf");
            await File.WriteAllTextAsync(path, proxy == "caddy" ? "{\n admin off\n}\n" + config : Nginx(folder, config), Cancel);
            var start = new ProcessStartInfo(program) { RedirectStandardError = true, UseShellExecute = false };
            start.Environment["HOME"] = folder;
            foreach (var argument in proxy == "caddy"
                ? new[] { "run", "--adapter", "caddyfile", "--config", path }
                : ["-c", path, "-p", folder, "-e", "stderr", "-g", "daemon off;"]) start.ArgumentList.Add(argument);
            var front = new Front(Process.Start(start)!, port);
            front.process.BeginErrorReadLine();
            await front.WaitAsync();
            return front;
        }

        public async Task<HttpStatusCode> AskAsync(string path, HttpMethod? method = null, string? key = null)
        {
            using var request = new HttpRequestMessage(method ?? HttpMethod.Get, path);
            if (key is not null) request.Headers.Add("x-functions-key", key);
            using var answer = await web.SendAsync(request, Cancel);
            return answer.StatusCode;
        }

        public void Dispose()
        {
            web.Dispose();
            // nginx's worker ends with its master, which a kill would leave behind.
            using (var kill = Process.Start("kill", process.Id.ToString(CultureInfo.InvariantCulture))) kill.WaitForExit();
            process.WaitForExit();
            process.Dispose();
        }

        private readonly Process process = process;

        private static string Example(string proxy) =>
            Regex.Match(
                Repository.Read("docs/operate.md"),
                $"```{proxy}\n(.*?)```",
                RegexOptions.Singleline | RegexOptions.NonBacktracking).Groups[1].Value;

        private static string Nginx(string folder, string server) =>
            $"pid {folder}/nginx.pid; events {{ }} http {{ access_log off; client_body_temp_path {folder}/b; proxy_temp_path {folder}/p; "
            + $"fastcgi_temp_path {folder}/f; uwsgi_temp_path {folder}/u; scgi_temp_path {folder}/s; {server} }}";

        /// <summary>Until it listens; there is no other sign.</summary>
        private async Task WaitAsync()
        {
            for (var attempt = 0; ; attempt++)
            {
                try
                {
                    using var probe = new TcpClient();
                    await probe.ConnectAsync(IPAddress.Loopback, port, Cancel);
                    return;
                }
                catch (SocketException) when (attempt < 200 && !process.HasExited)
                {
                    await Task.Delay(TimeSpan.FromMilliseconds(50), TimeProvider.System, Cancel);
                }
            }
        }
    }
}

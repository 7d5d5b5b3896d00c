using System.Net;
using LinkWatch.Azure;
using LinkWatch.Azure.Counting;
using LinkWatch.Local.Pipeline;
using LinkWatch.Local.Serving;
using LinkWatch.Local.Settings;
using LinkWatch.Storage;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.Logging;

namespace LinkWatch.Bench.Listing;

/// <summary>The web server of <c>serve</c> over a store of its own, and a browser's session with it.</summary>
internal sealed class ServedSite : IAsyncDisposable
{
    private readonly HttpMessageInvoker web = new(new SocketsHttpHandler { AllowAutoRedirect = false, UseCookies = false });
    private readonly OpenStorage storage;
    private readonly WebApplication app;
    private string cookie = "";

    private ServedSite(OpenStorage storage, WebApplication app) => (this.storage, this.app) = (storage, app);

    public ISiteStore Store => storage.Stores.Sites;

    /// <summary>Null over a file.</summary>
    public WireCounter? Counter { get; private init; }

    public static async Task<ServedSite> StartAsync(string folder, CancellationToken cancellationToken)
    {
        var settings = new LocalSettings { DataFolder = folder };
        return await StartAsync(settings, await OpenStorage.OpenAsync(settings, cancellationToken), counter: null, cancellationToken);
    }

    /// <param name="folder">For what isn't stored in the account.</param>
    /// <param name="connection">The account.</param>
    /// <param name="prefix">Names its store.</param>
    /// <param name="cancellationToken">Stops.</param>
    public static async Task<ServedSite> StartAsync(string folder, string connection, string prefix, CancellationToken cancellationToken)
    {
        var counter = new WireCounter();
        var options = new AzureStorageOptions { ConnectionString = connection, Prefix = prefix, Clients = counter.Watch };
        var storage = new OpenStorage(await AzureStorage.OpenAsync(options, 4, cancellationToken));
        return await StartAsync(new LocalSettings { DataFolder = folder }, storage, counter, cancellationToken);
    }

    /// <summary>How many requests storage got for this page.</summary>
    public async Task<long> RequestsAsync(string path, CancellationToken cancellationToken)
    {
        Counter!.Take();
        await using (var rest = await AskAsync(path, cancellationToken)) await rest.Body.CopyToAsync(Stream.Null, cancellationToken);

        return Counter.Take().Sum(count => count.Requests);
    }

    /// <summary>Asks for a page; the answer's first byte has arrived, and the rest is read when it is disposed.</summary>
    public async Task<Answered> AskAsync(string path, CancellationToken cancellationToken)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, new Uri(new Uri(app.Urls.First()), path));
        request.Headers.Add("Cookie", cookie);
        var answer = await web.SendAsync(request, cancellationToken);
        if (answer.StatusCode != HttpStatusCode.OK) throw new InvalidOperationException($"{path}: {answer.StatusCode}");
        var body = await answer.Content.ReadAsStreamAsync(cancellationToken);
        await body.ReadExactlyAsync(new byte[1], cancellationToken);
        return new Answered(answer, body);
    }

    public async ValueTask DisposeAsync()
    {
        await app.DisposeAsync();
        storage.Dispose();
        web.Dispose();
    }

    private static async Task<ServedSite> StartAsync(
        LocalSettings settings, OpenStorage storage, WireCounter? counter, CancellationToken cancellationToken)
    {
        var app = WebHost.Build(
            settings, storage, key: null, new IPEndPoint(IPAddress.Loopback, 0), builder => builder.Logging.ClearProviders());
        await app.StartAsync(cancellationToken);
        var site = new ServedSite(storage, app) { Counter = counter };
        using var request = new HttpRequestMessage(HttpMethod.Get, WebHost.SignInAt(app, new Uri(app.Urls.First())));
        using var signedIn = await site.web.SendAsync(request, cancellationToken);
        site.cookie = signedIn.Headers.GetValues("Set-Cookie").First().Split(';')[0];
        return site;
    }

    /// <summary>An answer of which the first byte was read.</summary>
    internal sealed class Answered(HttpResponseMessage answer, Stream body) : IAsyncDisposable
    {
        public Stream Body => body;

        public async ValueTask DisposeAsync()
        {
            // A file goes on for as long as there are links.
            if (answer.Content.Headers.ContentType?.MediaType == "text/html") await body.CopyToAsync(Stream.Null);
            answer.Dispose();
        }
    }
}

namespace LinkWatch.Tests.Support;

/// <summary>Asks servers that the tests themselves started.</summary>
internal static class OwnServer
{
    /// <param name="root">What relative addresses are below; null if there are none.</param>
    public static HttpClient Client(Uri? root = null)
    {
#pragma warning disable RS0030 // Our own server is asked, not a page.
        return new HttpClient(new SocketsHttpHandler { UseProxy = false }) { BaseAddress = root };
#pragma warning restore RS0030
    }
}

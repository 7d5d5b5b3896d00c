using System.Net;
using LinkWatch.Fetching;

namespace LinkWatch.Tests.Support;

/// <summary>The real fetcher, allowed to visit 127.0.0.1 (and no other loopback address) without politeness.</summary>
public static class LoopbackFetcher
{
    public static readonly FetchOptions Options = new() { AllowedAddresses = [IPNetwork.Parse("127.0.0.1/32")], Interval = TimeSpan.Zero };

    public static PageFetcher Create(FetchOptions? options = null, INameResolver? names = null, TimeProvider? time = null) =>
        new(options ?? Options, names ?? new StubNames(_ => []), time ?? TimeProvider.System);
}

/// <summary>DNS as a test wants it; each question may be answered anew, as a rebinding attacker does.</summary>
public sealed class StubNames(Func<string, IPAddress[]> addresses) : INameResolver
{
    public static StubNames Of(params string[] answers) => new(_ => Array.ConvertAll(answers, IPAddress.Parse));

    public Task<IPAddress[]> ResolveAsync(string host, CancellationToken cancellationToken) => Task.FromResult(addresses(host));
}

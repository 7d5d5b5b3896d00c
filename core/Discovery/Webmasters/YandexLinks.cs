using System.Globalization;
using System.Runtime.CompilerServices;
using System.Text.Json;
using System.Text.Json.Serialization;
using LinkWatch.Links;
using LinkWatch.Urls;

namespace LinkWatch.Discovery.Webmasters;

/// <summary>
/// Yandex Webmaster: samples of the links to a site. See
/// https://yandex.com/dev/webmaster/doc/en/reference/host-links-external-samples.
/// </summary>
public sealed class YandexLinks : IWebmasterService
{
    public const string ServiceName = "yandex";

    private const int PerRequest = 100;

    private const int MaxLinks = 20_000;

    private readonly WebmasterClient client;
    private readonly Uri host;
    private readonly string authorization;

    /// <param name="token">An OAuth token with the right webmaster:hostinfo, of the account that verified the site.</param>
    /// <param name="host">Where the service is; null for Yandex's own.</param>
    /// <param name="http">Asks it.</param>
    /// <param name="time">Measures pauses.</param>
    public YandexLinks(string token, Uri? host, HttpClient http, TimeProvider time)
    {
        (authorization, this.host) = ($"OAuth {token}", host ?? new Uri("https://api.webmaster.yandex.net/"));
        client = new WebmasterClient("Yandex Webmaster", http, time, Explain);
    }

    public string Name => ServiceName;

    public async IAsyncEnumerable<Candidate> LinksAsync(Site site, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var user = (await AskAsync<User>("v4/user", cancellationToken)).UserId;
        var hosts = (await AskAsync<HostList>($"v4/user/{user}/hosts", cancellationToken)).Hosts ?? [];
        var ours = hosts.Where(one => one is { Verified: true, HostId: not null }
            && WebUrl.TryParse(one.AsciiHostUrl, out var url) && site.Holds(url)).ToList();
        if (ours.Count == 0)
        {
            throw new WebmasterException(
                $"Yandex Webmaster has no verified site of {string.Join(" or ", site.Domains)}: add it there first");
        }

        foreach (var one in ours)
        {
            for (var (offset, count) = (0, 1); offset < Math.Min(count, MaxLinks); offset += PerRequest)
            {
                var samples = await AskAsync<Samples>(
                    $"v4/user/{user}/hosts/{Uri.EscapeDataString(one.HostId!)}/links/external/samples?offset={offset}&limit={PerRequest}",
                    cancellationToken);
                count = samples.Count;
                foreach (var link in (samples.Links ?? []).OfType<Sample>())
                {
                    if (!WebUrl.TryParse(link.SourceUrl, out var source)) continue;
                    yield return new Candidate(source, CandidateOrigin.Yandex)
                    {
                        Target = WebUrl.TryParse(link.DestinationUrl, out var target) && site.Holds(target) ? target : null,
                        SeenAt = DateOf(link.SourceLastAccessDate) ?? DateOf(link.DiscoveryDate),
                    };
                }

                if (samples.Links is not { Count: > 0 }) break;
            }
        }
    }

    private Task<T> AskAsync<T>(string path, CancellationToken cancellationToken) =>
        client.GetAsync<T>(new Uri(host, path), authorization, cancellationToken);

    private static DateTimeOffset? DateOf(string? text) =>
        DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var date) ? date : null;

    private static string? Explain(string body)
    {
        try
        {
            return Json.Read<Fault>(body) switch
            {
                { ErrorCode: "INVALID_OAUTH_TOKEN" or "ACCESS_FORBIDDEN" or "INVALID_USER_ID" } =>
                    "refuses the token: make one with the right webmaster:hostinfo, and set LINKWATCH_YANDEX_TOKEN",
                { ErrorCode: "HOST_NOT_VERIFIED" or "HOST_NOT_FOUND" } => "says that the site is not verified there",
                { ErrorCode: { Length: > 0 } code } => $"says {TextCut.To(code.ReplaceLineEndings(" "), 100)}",
                _ => null,
            };
        }
        catch (JsonException)
        {
            return null;
        }
    }

    private sealed record User([property: JsonPropertyName("user_id")] long UserId);

    private sealed record HostList(IReadOnlyList<VerifiedHost>? Hosts);

    private sealed record VerifiedHost(
        [property: JsonPropertyName("host_id")] string? HostId,
        [property: JsonPropertyName("ascii_host_url")] string? AsciiHostUrl,
        bool Verified);

    private sealed record Samples(int Count, IReadOnlyList<Sample?>? Links);

    private sealed record Sample(
        [property: JsonPropertyName("source_url")] string? SourceUrl,
        [property: JsonPropertyName("destination_url")] string? DestinationUrl,
        [property: JsonPropertyName("discovery_date")] string? DiscoveryDate,
        [property: JsonPropertyName("source_last_access_date")] string? SourceLastAccessDate);

    private sealed record Fault([property: JsonPropertyName("error_code")] string? ErrorCode);
}

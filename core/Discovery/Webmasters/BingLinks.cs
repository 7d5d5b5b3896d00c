using System.Runtime.CompilerServices;
using System.Text.Json;
using LinkWatch.Links;
using LinkWatch.Urls;

namespace LinkWatch.Discovery.Webmasters;

/// <summary>
/// Bing Webmaster Tools: the pages of the site that have links (GetLinkCounts), and the pages that link to each (GetUrlLinks). See
/// https://learn.microsoft.com/dotnet/api/microsoft.bing.webmaster.api.interfaces.iwebmasterapi.
/// </summary>
public sealed class BingLinks : IWebmasterService
{
    public const string ServiceName = "bing";

    /// <summary>For a week's run: a site with more linked pages is read in part, those first that the service lists first.</summary>
    private const int MaxRequests = 500;

    private readonly WebmasterClient client;
    private readonly Uri host;
    private readonly string key;

    /// <param name="key">The API key of the account that verified the site.</param>
    /// <param name="host">Where the service is; null for Bing's own.</param>
    /// <param name="http">Asks it.</param>
    /// <param name="time">Measures pauses.</param>
    public BingLinks(string key, Uri? host, HttpClient http, TimeProvider time)
    {
        (this.key, this.host) = (key, host ?? new Uri("https://ssl.bing.com/"));
        client = new WebmasterClient("Bing Webmaster Tools", http, time, Explain);
    }

    public string Name => ServiceName;

    public async IAsyncEnumerable<Candidate> LinksAsync(Site site, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var left = MaxRequests;
        var address = Uri.EscapeDataString($"https://{site.Domains[0]}/");
        for (var (page, pages) = (0, 1); page < pages && left > 0; page++, left--)
        {
            var counts = await AskAsync<LinkCounts>($"GetLinkCounts?siteUrl={address}&page={page}", cancellationToken);
            pages = counts.TotalPages;
            foreach (var linked in (counts.Links ?? []).OfType<LinkCount>())
            {
                if (!WebUrl.TryParse(linked.Url, out var target) || !site.Holds(target)) continue;
                var parameter = Uri.EscapeDataString(JsonSerializer.Serialize(target.Href));
                for (var (more, all) = (0, 1); more < all && left > 0; more++, left--)
                {
                    var details = await AskAsync<LinkDetails>(
                        $"GetUrlLinks?siteUrl={address}&link={parameter}&page={more}", cancellationToken);
                    all = details.TotalPages;
                    foreach (var link in (details.Details ?? []).OfType<LinkDetail>())
                    {
                        if (WebUrl.TryParse(link.Url, out var source))
                            yield return new Candidate(source, CandidateOrigin.Bing) { Target = target, Anchor = link.AnchorText };
                    }
                }
            }
        }
    }

    private async Task<T> AskAsync<T>(string query, CancellationToken cancellationToken)
        where T : class
    {
        var address = new Uri(host, $"webmaster/api.svc/json/{query}&apikey={Uri.EscapeDataString(key)}");
        return (await client.GetAsync<Wrapped<T>>(address, authorization: null, cancellationToken)).D ?? throw client.Undocumented();
    }

    private static string? Explain(string body)
    {
        try
        {
            return Json.Read<Fault>(body) switch
            {
                { ErrorCode: 3 or 14 } => "refuses the key: make one under Settings, API access, of the account that verified the site, "
                    + "and set LINKWATCH_BING_KEY",
                { ErrorCode: 4 or 5 } => "has had too many requests",
                { Message: { Length: > 0 } message } => $"says “{TextCut.To(message.ReplaceLineEndings(" "), 200)}”",
                _ => null,
            };
        }
        catch (JsonException)
        {
            return null;
        }
    }

    private sealed record Wrapped<T>(T? D);

    private sealed record LinkCounts(IReadOnlyList<LinkCount?>? Links, int TotalPages);

    private sealed record LinkCount(string? Url);

    private sealed record LinkDetails(IReadOnlyList<LinkDetail?>? Details, int TotalPages);

    private sealed record LinkDetail(string? Url, string? AnchorText);

    private sealed record Fault(int ErrorCode, string? Message);
}

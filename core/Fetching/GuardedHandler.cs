using LinkWatch.Links;
using LinkWatch.Urls;

namespace LinkWatch.Fetching;

/// <summary>
/// What LinkWatch sends to others by itself goes through here: over connections that the address gate opened, following no
/// redirect, and unencrypted only to addresses that were opened explicitly.
/// </summary>
public sealed class GuardedHandler : DelegatingHandler
{
    private readonly AddressGate addresses;

    public GuardedHandler(FetchOptions options, INameResolver names, TimeProvider time)
    {
        addresses = new AddressGate(new AddressRules(options.AllowedAddresses), names, time);
        InnerHandler = HttpExchange.Handler(options, addresses);
    }

    /// <exception cref="IOException">The address is not asked that way; the message says what to do.</exception>
    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        var url = WebUrl.Parse(request.RequestUri!.OriginalString);
        if (url.Scheme != "https" && !await addresses.IsOpenedAsync(url, cancellationToken))
        {
            throw new ConnectRefusedException(Reason.AddressForbidden, $"{url.Authority} is asked over plain http, which is only for "
                + "addresses that are opened: use https, or open it with --allow-address");
        }

        return await base.SendAsync(request, cancellationToken);
    }
}

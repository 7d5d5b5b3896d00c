using LinkWatch.Links;
using LinkWatch.Storage;

namespace LinkWatch.Discovery.Webmasters;

/// <summary>Brings what the services know into the inbox, and remembers how that went.</summary>
public sealed class WebmasterFetches(
    ISiteStore sites, ICandidateInbox inbox, IEnumerable<IWebmasterService> services, TimeProvider time, DiscoveryOptions options)
{
    /// <summary>Those that have a key.</summary>
    public IReadOnlyList<IWebmasterService> Services { get; } = [.. services];

    /// <exception cref="WebmasterException">The service refuses, or can't be reached; what came before is in the inbox.</exception>
    public async Task<CandidateCount> FetchAsync(Site site, IWebmasterService service, CancellationToken cancellationToken)
    {
        var links = 0;

        // What is broken off is not begun again every day.
        await NoteAsync(site, service, links, "the request was broken off", cancellationToken);
        try
        {
            var found = service.LinksAsync(site, cancellationToken).Select(candidate =>
            {
                links++;
                return candidate;
            });
            var count = await inbox.AddAsync(site.Id, found, isTrial: false, cancellationToken);
            await NoteAsync(site, service, links, problem: null, cancellationToken);
            return count;
        }
        catch (WebmasterException e)
        {
            await NoteAsync(site, service, links, e.Message, cancellationToken);
            throw;
        }
    }

    /// <summary>Asks each service that was not asked for a week. A service that refuses keeps no other from it.</summary>
    public async Task FetchDueAsync(Site site, CancellationToken cancellationToken)
    {
        if (Services.Count == 0) return;
        var fetches = (await sites.FindInboxAsync(site.Id, cancellationToken))?.Row.Fetches;
        foreach (var service in Services)
        {
            if (fetches?.GetValueOrDefault(service.Name)?.At is { } last && !last.IsAhead(time.GetUtcNow())
                && time.GetUtcNow() - last < options.FetchEvery)
                continue;
            try
            {
                await FetchAsync(site, service, cancellationToken);
            }
            catch (WebmasterException)
            {
                // Noted, and shown to the owner.
            }
        }
    }

    private Task NoteAsync(Site site, IWebmasterService service, int links, string? problem, CancellationToken cancellationToken) =>
        OptimisticUpdate.RunAsync(
            $"site {site.Id}: its inbox",
            async _ =>
            {
                var stored = await sites.FindInboxAsync(site.Id, cancellationToken);
                var edit = new InboxEdit(stored);
                edit.Sums = edit.Sums with
                {
                    Fetches = new Dictionary<string, WebmasterFetch>(edit.Sums.Fetches ?? new Dictionary<string, WebmasterFetch>())
                    {
                        [service.Name] = new WebmasterFetch(time.GetUtcNow(), links, problem),
                    },
                };
                return await sites.CommitAsync(site.Id, edit.Writes(), cancellationToken) is not null;
            },
            cancellationToken);
}

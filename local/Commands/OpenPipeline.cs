using LinkWatch.Links;
using LinkWatch.Local.Pipeline;
using LinkWatch.Local.Settings;
using LinkWatch.Storage;
using Microsoft.Extensions.DependencyInjection;

namespace LinkWatch.Local.Commands;

/// <summary>The pipeline on what it is kept in.</summary>
public sealed class OpenPipeline(ServiceProvider services, OpenStorage storage, LocalSettings settings) : IAsyncDisposable
{
    public LocalSettings Settings => settings;

    public IPageStore Pages => Get<IPageStore>();

    public ISiteStore Sites => Get<ISiteStore>();

    public T Get<T>() where T : notnull => services.GetRequiredService<T>();

    /// <exception cref="UsageException">There is no such site.</exception>
    public async Task<Site> SiteAsync(string siteId, CancellationToken cancellationToken)
    {
        if (await Sites.FindSiteAsync(siteId, cancellationToken) is { } found) return found.Row;
        var meant = Spelling.Nearest(siteId, (await Sites.ListSitesAsync(cancellationToken)).Select(site => site.Row.Id));
        throw new UsageException($"there is no site '{siteId}' in {settings.Place}"
            + (meant is null ? $": add it with 'linkwatch site set {siteId} --domain …'" : $"; did you mean '{meant}'?"));
    }

    public async ValueTask DisposeAsync()
    {
        await services.DisposeAsync();
        storage.Dispose();
    }
}

using System.Globalization;
using LinkWatch.Links;
using LinkWatch.Sites;
using LinkWatch.Storage;
using LinkWatch.Urls;

namespace LinkWatch.Simulation;

/// <summary>
/// The owner at another prompt: imports, edits and saves settings as the commands do, and remembers what must be stored in the end.
/// </summary>
internal sealed class Owner
{
    private readonly World world;
    private readonly Stores stores;
    private readonly SimulatedTime time;
    private readonly LinkTracker tracker;
    private readonly TargetWatch targets;
    private readonly SiteChange settings;
    private readonly ISiteStore sites;
    private readonly Dictionary<string, Site> saved;
    private readonly Dictionary<WorldLink, Backlink> listed;
    private readonly Dictionary<WorldLink, Gap> gaps = [];

    /// <param name="world">The script.</param>
    /// <param name="stores">The stores as they are.</param>
    /// <param name="time">The true time.</param>
    /// <param name="clock">The machine's clock.</param>
    /// <param name="turn">Ends when the next call may be made.</param>
    public Owner(World world, Stores stores, SimulatedTime time, TimeProvider clock, Func<Task> turn)
    {
        (this.world, this.stores, this.time) = (world, stores, time);
        sites = TurnTakingProxy<ISiteStore>.Around(stores.Sites, turn);
        var pages = TurnTakingProxy<IPageStore>.Around(stores.Pages, turn);
        tracker = new LinkTracker(pages, sites, new SiteLinks(sites, clock), clock, new TrackingOptions(), PublicSuffix.BuiltIn);
        targets = new TargetWatch(pages, sites, clock, new TrackingOptions());
        settings = new SiteChange(sites, tracker, new SiteAccess(sites, clock));
        saved = world.Sites.ToDictionary(site => site.Id, StringComparer.Ordinal);
        listed = world.Links.ToDictionary(link => link, link => link.AsListed());
    }

    /// <summary>When which links were not listed.</summary>
    public IReadOnlyDictionary<WorldLink, Gap> Gaps => gaps;

    public Task MakeAsync(OwnerEdit edit, CancellationToken cancellationToken) => edit.Kind switch
    {
        EditKind.Import => ImportAsync(
            edit.Link.Site.Id,
            [.. listed.Where(pair => pair.Key.Site.Id == edit.Link.Site.Id).Select(pair => pair.Value)],
            cancellationToken),
        EditKind.Remove => RemoveAsync(edit.Link, cancellationToken),
        EditKind.Return => ReturnAsync(edit.Link, cancellationToken),
        EditKind.Describe => DescribeAsync(edit, cancellationToken),
        _ => SaveAsync(edit, cancellationToken),
    };

    /// <summary>The edits that are not stored as the owner made them, in words.</summary>
    public async Task<IReadOnlyList<string>> LostAsync(CancellationToken cancellationToken)
    {
        var lost = new List<string>();
        foreach (var site in saved.Values)
        {
            var row = (await stores.Sites.FindSiteAsync(site.Id, cancellationToken))?.Row;
            if (row is null || SettingsOf(row) != SettingsOf(site)) lost.Add($"settings of {site.Id}");
        }

        foreach (var link in world.Links)
        {
            if (await IsLostAsync(link, cancellationToken)) lost.Add($"{link.Site.Id} {link.Page.Url.Href}");
        }

        return lost;
    }

    private static string SettingsOf(Site site) => $"{site.Cadence} {site.AlertPace} {site.QuietHours} {string.Join(',', site.Owners)}";

    private static string Text(Backlink link) => $"{string.Join(',', link.Tags)} {string.Join(',', link.ExpectedRel)}";

    private async Task<bool> IsLostAsync(WorldLink link, CancellationToken cancellationToken)
    {
        var (site, url) = (saved[link.Site.Id], link.Page.Url);
        var linkId = IdOf(link);
        var row = (await stores.Sites.FindLinkAsync(site.Id, linkId, cancellationToken))?.Row;
        var page = (await stores.Pages.FindPageAsync(url.Authority, Ids.Page(url), cancellationToken))?.Row;
        var tracked = page?.Links.FirstOrDefault(held => held.LinkId == linkId);
        if (!listed.TryGetValue(link, out var wanted)) return row is not null || tracked is not null;
        return row is null || tracked is null || Text(row.Link) != Text(wanted)
            || !tracked.ExpectedRel.SequenceEqual(wanted.ExpectedRel) || tracked.Cadence != site.Cadence;
    }

    private async Task ImportAsync(string siteId, IReadOnlyList<Backlink> rows, CancellationToken cancellationToken)
    {
        // As the import command does: by the settings as they are now.
        var site = (await sites.FindSiteAsync(siteId, cancellationToken))!.Row;
        await tracker.AddAsync(site, rows, "simulate", progress: null, cancellationToken);
        await targets.BeginAsync(siteId, rows, cancellationToken);
    }

    private async Task RemoveAsync(WorldLink link, CancellationToken cancellationToken)
    {
        gaps[link] = new Gap(time.GetUtcNow(), DateTimeOffset.MaxValue);
        if (await sites.FindLinkAsync(link.Site.Id, IdOf(link), cancellationToken) is not { } stored) return;
        await tracker.RemoveAsync(link.Site.Id, [stored.Row], cancellationToken);
        listed.Remove(link);
    }

    private async Task ReturnAsync(WorldLink link, CancellationToken cancellationToken)
    {
        var row = link.AsListed();
        await ImportAsync(link.Site.Id, [row], cancellationToken);
        listed[link] = row;
        gaps[link] = gaps[link] with { To = time.GetUtcNow() };
    }

    /// <summary>No script has a link turn ugc: expecting it changes no verdict, but makes a reading that did not know of it void.</summary>
    private async Task DescribeAsync(OwnerEdit edit, CancellationToken cancellationToken)
    {
        if (!listed.TryGetValue(edit.Link, out var before)) return;
        var row = before with
        {
            Tags = [string.Create(CultureInfo.InvariantCulture, $"tag{edit.Variety}")],
            ExpectedRel = before.ExpectedRel.Count == 0 ? ["ugc"] : [],
        };
        await ImportAsync(edit.Link.Site.Id, [row], cancellationToken);
        listed[edit.Link] = row;
    }

    private async Task SaveAsync(OwnerEdit edit, CancellationToken cancellationToken)
    {
        Site Changed(Site site) => (edit.Variety % 4) switch
        {
            0 => site with { Cadence = site.Cadence == Cadence.Daily ? Cadence.TwiceDaily : Cadence.Daily },
            1 => site with { AlertPace = site.AlertPace == AlertPace.Daily ? AlertPace.Immediate : AlertPace.Daily },
            2 => site with { QuietHours = site.QuietHours is null ? new QuietHours(new TimeOnly(22, 0), new TimeOnly(6, 0)) : null },
            _ => site with { Owners = [string.Create(CultureInfo.InvariantCulture, $"owner{edit.Variety}@{site.Domains[0]}")] },
        };
        var wanted = Changed(saved[edit.Link.Site.Id]);
        await settings.SaveAsync(wanted.Id, site => site is null ? null : Changed(site), cancellationToken);
        saved[wanted.Id] = wanted;
    }

    public static string IdOf(WorldLink link) => Ids.Link(link.Site.Id, link.Page.Url, new LinkTarget(link.Target));
}

using LinkWatch.Confirming;
using LinkWatch.Links;
using LinkWatch.Urls;

namespace LinkWatch.Spikes;

/// <summary>
/// What drives the spikes that were found: the links of those days, which come by a second time, and none of which is kept.
/// </summary>
/// <param name="site">Whose links.</param>
/// <param name="days">Of all its links.</param>
/// <param name="spikes">Those to explain.</param>
/// <param name="suffixes">Determines the referring domains.</param>
public sealed class SpikeDrivers(Site site, SiteDays days, IReadOnlyList<SpikeDay> spikes, PublicSuffix suffixes)
{
    private readonly Dictionary<(SpikeKind Kind, DateOnly Date), SpikeShares> shares = spikes.ToDictionary(
        spike => (spike.Kind, spike.Date),
        spike => new SpikeShares(suffixes, SpikeDay.IsOfNew(spike.Kind) ? new Brand(site.Domains, suffixes) : null));

    /// <summary>Whether any of them is made of new links.</summary>
    public bool AreOfLinks => spikes.Any(spike => SpikeDay.IsOfNew(spike.Kind));

    /// <summary>Whether any of them is made of changes.</summary>
    public bool AreOfChanges => spikes.Any(spike => !SpikeDay.IsOfNew(spike.Kind));

    /// <summary>A link that is tracked, with what the last reading found of it.</summary>
    public void Add(Backlink link, DateTimeOffset addedAt, LinkDetail? detail)
    {
        var day = days.DayOf(link, addedAt);
        Add(SpikeKind.NewLinks, day, link.Source, detail, link.ExpectedAnchor);
        if (days.IsFirstOfDomain(link.Source, day)) Add(SpikeKind.NewDomains, day, link.Source, detail, link.ExpectedAnchor);
    }

    public void Add(WebUrl source, LinkChange change)
    {
        if (SiteDays.KindOf(change) is { } kind) Add(kind, days.DayOf(change), source, change.OldDetail, anchor: null);
    }

    public IReadOnlyList<SpikeNews> News() => [.. spikes.Select(News)];

    private SpikeNews News(SpikeDay spike)
    {
        var day = spike.Day;
        var found = shares[(spike.Kind, day.Date)];
        var explained = SpikeDay.IsOfNew(spike.Kind) ? SpikeExplainer.OfNewLinks(found) : null;
        var drivers = explained?.Reasons.Select(reason => reason.Text)
            ?? SpikeExplainer.OfWorsened(found).Where(share => share.Count > 1).Select(WordsOf);
        return new SpikeNews(spike.Kind, day.Date, day.Count, Math.Round(day.Expected!.Value, 2), explained?.Call, [.. drivers])
        {
            DayOfSpike = day.DayOfSpike,
            Days = spike.Recent,
            Domains = found.Domains,
            Examples = found.Examples,
        };
    }

    private static string WordsOf(SpikeShare share) => share.Driver == SpikeDriver.SiteWide
        ? $"{share.InNumbers} of the links were in footers, sidebars or navigation"
        : $"{share.InNumbers} of the links were on {share.Driver.Name()} {share.Value}";

    private void Add(SpikeKind kind, DateOnly day, WebUrl source, LinkDetail? detail, string? anchor)
    {
        if (shares.TryGetValue((kind, day), out var ofDay))
            ofDay.Add(new() { Source = source, Anchor = detail?.Anchor ?? anchor, Placement = detail?.Placement, Rel = detail?.Rel ?? [] });
    }
}

using System.Globalization;
using LinkWatch.Links;
using LinkWatch.Storage;
using LinkWatch.Urls;

namespace LinkWatch.Profile;

/// <summary>A link as a profile counts it.</summary>
/// <param name="Domain">Its referring domain.</param>
/// <param name="Facets">All that it is counted by.</param>
/// <param name="Age">Days since it was first seen.</param>
/// <param name="Life">Null unless it is followed.</param>
public sealed record ProfiledLink(string Domain, IReadOnlyList<ProfileFacet> Facets, int Age, LinkLife? Life)
{
    public bool IsThere => Facets.Contains(ProfileFacet.There);
}

/// <summary>How long a link was seen to live.</summary>
/// <param name="Days">From its first reading until it was lost, or as far as it is known.</param>
/// <param name="IsLost">False if it may live on.</param>
public readonly record struct LinkLife(int Days, bool IsLost);

/// <summary>Reads a site's rows for its profile: numbers and the rows behind them have the same facets.</summary>
public sealed class LinkProfiler(Site site, DateTimeOffset now, PublicSuffix suffixes)
{
    private readonly AnchorClassifier anchors = new(site, suffixes);
    private readonly TimeZoneInfo zone = SiteZone.Of(site.TimeZone);
    private readonly Dictionary<DateOnly, string> weeks = [];

    public DateOnly Today => DayOf(now);

    public static DateOnly WeekOf(DateOnly day) => day.AddDays(-(((int)day.DayOfWeek + 6) % 7));

    public ProfiledLink Read(LinkRow row)
    {
        var domain = row.ReferringDomain ?? suffixes.ReferringDomain(row.Link.Source.Host);
        var seen = row.Link.FirstSeen() ?? DayOf(row.AddedAt);
        var age = Math.Max(0, Today.DayNumber - seen.DayNumber);
        var isLost = row is { Status: Status.Lost, Since: not null, Detail: not null, IsFast: false };
        var life = LifeOf(row, isLost);
        List<ProfileFacet> facets =
        [
            new(ProfileFacetKind.Domain, domain),
            new(ProfileFacetKind.Country, Country.Of(domain)),
            new(ProfileFacetKind.Placement, row.Detail?.Placement.Name() ?? ProfileFacet.Unknown),
            new(ProfileFacetKind.Acquired, row.Link.Acquired?.Name() ?? ProfileFacet.Unknown),
            new(ProfileFacetKind.Anchor, AnchorOf(row)),
            new(ProfileFacetKind.Age, ProfileFacet.Ages.Last(band => band.FirstDay <= age).Name),
            new(ProfileFacetKind.NewIn, WeekName(seen)),
        ];
        if (isLost) facets.AddRange(ProfileFacet.Lost, new(ProfileFacetKind.LostIn, WeekName(DayOf(row.Since!.Value))));
        if (life is not null) facets.Add(ProfileFacet.Followed);
        if (row.Status is Status.Live or Status.Nofollow or Status.Unindexed)
            facets.AddRange(ProfileFacet.There, new(ProfileFacetKind.Status, row.Status.Value.Name()));
        return new ProfiledLink(domain, facets, age, life);
    }

    private string AnchorOf(LinkRow row) => row.Detail is { } detail
        ? anchors.Of(detail.Anchor, detail.IsImage, row.Link.Target.Url).Name()
        : ProfileFacet.Unknown;

    /// <summary>What was confirmed fast is only tried out. Of a link that can't be checked, no more is known since that was said.</summary>
    private LinkLife? LifeOf(LinkRow row, bool isLost)
    {
        if (row is { IsFast: true } or { Detail: null } || row.FirstReadAt is not { } first) return null;
        if (!isLost && row.Status is not (Status.Live or Status.Nofollow or Status.Unindexed)) return null;
        var end = isLost ? row.Since!.Value : row is { Unverifiable.Count: > 0, ChangedAt: { } unverifiable } ? unverifiable : now;
        return new LinkLife(Math.Max(0, (int)(end - first).TotalDays), isLost);
    }

    private DateOnly DayOf(DateTimeOffset at) => SiteZone.DayOf(zone, at);

    private string WeekName(DateOnly day)
    {
        var week = WeekOf(day);
        if (!weeks.TryGetValue(week, out var name)) weeks[week] = name = week.ToString("O", CultureInfo.InvariantCulture);
        return name;
    }
}

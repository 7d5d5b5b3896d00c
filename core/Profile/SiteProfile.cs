using System.Text.Json.Serialization;
using LinkWatch.Storage;

namespace LinkWatch.Profile;

/// <summary>What a site's links are like. Every number has its rule, and the filter that lists the rows behind it.</summary>
public sealed record SiteProfile
{
    public required string Site { get; init; }

    public required DateTimeOffset At { get; init; }

    public required ProfileFigure Links { get; init; }

    public required ProfileFigure There { get; init; }

    public required ProfileFigure ReferringDomains { get; init; }

    /// <summary>Links on domains beyond <see cref="DomainTallies.MaxDomains"/>, which are not counted one by one.</summary>
    public int LinksOfOtherDomains { get; init; }

    /// <summary>The mean.</summary>
    public required ProfileFigure LinksPerDomain { get; init; }

    public required ProfileFigure MedianLinksPerDomain { get; init; }

    public required ProfileFigure EffectiveDomains { get; init; }

    public required ProfileShares LargestDomains { get; init; }

    public required ProfileShares Follow { get; init; }

    public required ProfileShares Anchors { get; init; }

    public required ProfileShares Placements { get; init; }

    public required ProfileShares Countries { get; init; }

    public required ProfileShares Languages { get; init; }

    public required ProfileShares Acquired { get; init; }

    public required ProfileShares Ages { get; init; }

    public required ProfileFigure MedianAge { get; init; }

    /// <summary>The latest week last; it may not be over.</summary>
    public required IReadOnlyList<ProfileWeek> Weeks { get; init; }

    /// <summary>Of all links, by placement, and by how they were acquired.</summary>
    public required IReadOnlyList<SurvivalGroup> Survival { get; init; }

    /// <summary>What is kept of the last audit alone: curves need no trend.</summary>
    public LivesRow Lives() => new(
        At,
        [.. Weeks.Select(week => new LivesWeek(week.Monday, (int)week.New.Value!, (int)week.Lost.Value!))],
        [
            .. Survival.Select(group => new LivesGroup(group.Rows, group.Links, group.Lost, group.Points, group.Median)
            {
                Curve = group.Curve,
            })
        ]);

    /// <summary>What is kept of a day, for trends. Of countries and languages, those with the most domains.</summary>
    public ProfileRow Row(DateOnly day) => new(day)
    {
        Links = (int)There.Value!,
        ReferringDomains = (int)ReferringDomains.Value!,
        EffectiveDomains = EffectiveDomains.Value is { } domains ? Math.Round(domains, 2) : null,
        MedianLinksPerDomain = MedianLinksPerDomain.Value,
        MedianAge = MedianAge.Value,
        Parts = new SortedDictionary<string, LinkTally>(
            new[] { Follow, Anchors, Placements, Acquired, Ages }
                .SelectMany(shares => shares.Parts).Concat(Countries.Parts.Take(ProfileRow.MaxCountries))
                .Concat(Languages.Parts.Take(ProfileRow.MaxLanguages))
                .ToDictionary(part => part.Key, part => new LinkTally(part.Links, part.Domains)),
            StringComparer.Ordinal),
    };
}

/// <summary>A number.</summary>
/// <param name="Rule">How it comes about.</param>
/// <param name="Value">Null if there is nothing to count.</param>
/// <param name="Filter">The links that it is of.</param>
public sealed record ProfileFigure(ProfileRule Rule, double? Value, [property: JsonIgnore] ProfileFilter Filter)
{
    public string Rows => Filter.ToString();
}

/// <summary>Parts of a whole, those with the most links first unless they have an order of their own.</summary>
/// <param name="Rule">How they come about.</param>
/// <param name="Links">Of the whole.</param>
/// <param name="Domains">Of the whole. Those of the parts may add up to more: a domain has links of several kinds.</param>
/// <param name="Parts">None without links.</param>
public sealed record ProfileShares(ProfileRule Rule, int Links, int Domains, IReadOnlyList<ProfilePart> Parts);

/// <summary>A part of a whole.</summary>
/// <param name="Value">What its links have in common.</param>
/// <param name="Links">How many.</param>
/// <param name="Domains">On how many referring domains they are.</param>
/// <param name="Filter">Which they are.</param>
public sealed record ProfilePart(string Value, int Links, int Domains, [property: JsonIgnore] ProfileFilter Filter)
{
    /// <summary>What it is kept under in <see cref="ProfileRow.Parts"/>.</summary>
    [JsonIgnore]
    public string Key => Filter.Facets[^1].ToString();

    public string Rows => Filter.ToString();
}

/// <summary>A week that begins on <paramref name="Monday"/>.</summary>
public sealed record ProfileWeek(DateOnly Monday, ProfileFigure New, ProfileFigure Lost);

/// <summary>How long a group of links lives.</summary>
/// <param name="Rule">How the shares come about.</param>
/// <param name="By"><c>all</c>, <c>placement</c> or <c>acquired</c>.</param>
/// <param name="Value">Which; empty of all.</param>
/// <param name="Links">That were followed.</param>
/// <param name="Lost">Of those.</param>
/// <param name="Filter">Which they are.</param>
public sealed record SurvivalGroup(
    ProfileRule Rule, string By, string Value, int Links, int Lost, [property: JsonIgnore] ProfileFilter Filter)
{
    /// <summary>Of fewer links, or fewer that were lost, a curve says little.</summary>
    public const int MinLinks = 30;

    public const int MinLost = 5;

    /// <summary>The days of <see cref="Points"/>.</summary>
    public static IReadOnlyList<int> Days { get; } = [30, 90, 180, 365];

    public string Rows => Filter.ToString();

    /// <summary>As far as links were followed; null if there are too few.</summary>
    public IReadOnlyList<SurvivalPoint>? Points { get; init; }

    /// <summary>In days; null while more than half live.</summary>
    public int? Median { get; init; }

    /// <summary>Of all links: a point every two weeks, as far as links were followed, for two years at most.</summary>
    [JsonIgnore]
    public IReadOnlyList<SurvivalPoint> Curve { get; init; } = [];
}

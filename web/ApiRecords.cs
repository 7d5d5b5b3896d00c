using LinkWatch.Importing;
using LinkWatch.Links;
using LinkWatch.Reporting;

namespace LinkWatch.Web;

/// <summary>The settings of a site. What is null stays as it is.</summary>
public sealed record SiteRequest
{
    public IReadOnlyList<string>? Domains { get; init; }

    public IReadOnlyList<string>? Owners { get; init; }

    public IReadOnlyList<string>? Channels { get; init; }

    public string? Cadence { get; init; }

    public string? AlertPace { get; init; }

    public string? WeeklySummary { get; init; }

    public bool? MonthlyReport { get; init; }

    public string? TimeZone { get; init; }

    public QuietHoursText? QuietHours { get; init; }

    public bool? Badge { get; init; }

    public bool? AsksBeforeTracking { get; init; }

    public int? CandidateVisits { get; init; }

    public bool? Webmention { get; init; }

    public IReadOnlyList<string>? BrandWords { get; init; }

    public IReadOnlyList<string>? MoneyWords { get; init; }

    public IReadOnlyList<string>? Friends { get; init; }

    public int? FollowUpDays { get; init; }

    /// <summary>Weights by term; terms that are left out have their default.</summary>
    public IReadOnlyDictionary<string, int>? WorthWeights { get; init; }

    /// <summary>Ignored, for only a change of cadence moves pages; taken for the same reason.</summary>
    public string? MovesFrom { get; init; }

    /// <summary>Ignored, for the path says which site; taken so that an answer can be sent back.</summary>
    public string? Id { get; init; }
}

/// <summary>A link to be tracked.</summary>
public sealed record LinkRequest
{
    public string? Source { get; init; }

    public string? Target { get; init; }

    public string? Match { get; init; }

    public IReadOnlyList<string>? Tags { get; init; }

    public IReadOnlyList<string>? Rel { get; init; }

    public string? Anchor { get; init; }

    public string? Cost { get; init; }

    public string? Contact { get; init; }

    public string? Acquired { get; init; }

    public string? Price { get; init; }

    public string? Currency { get; init; }

    public string? PaidFrom { get; init; }

    public string? PaidUntil { get; init; }

    public string? AgreedPlacement { get; init; }

    internal LinkFields Fields() => new()
    {
        Source = Source,
        Target = Target,
        Match = Match,
        Tags = Tags ?? [],
        Rel = Rel ?? [],
        Anchor = Anchor,
        Cost = Cost,
        Contact = Contact,
        Acquired = Acquired,
        Price = Price,
        Currency = Currency,
        PaidFrom = PaidFrom,
        PaidUntil = PaidUntil,
        AgreedPlacement = AgreedPlacement,
    };
}

/// <summary>A page to be checked once, and what it should link to.</summary>
public sealed record CheckRequest
{
    public string? Source { get; init; }

    public string? Target { get; init; }

    public string? Match { get; init; }

    internal LinkFields Fields() => new() { Source = Source, Target = Target, Match = Match };
}

/// <param name="Until">The day on which alerts begin again, in the site's time zone; null for never.</param>
public sealed record MuteRequest(string? Until = null);

public sealed record SiteList(IReadOnlyList<Site> Sites);

/// <param name="RemovedLinks">Links of the site that were tracked until now.</param>
public sealed record SiteRemoved(int RemovedLinks);

/// <param name="Links">A page of them.</param>
/// <param name="Next">What the next page is asked for with; null at the end.</param>
public sealed record LinkList(IReadOnlyList<LinkReport> Links, string? Next);

/// <inheritdoc cref="LinkList"/>
public sealed record ContractList(IReadOnlyList<ContractReport> Contracts, string? Next);

/// <inheritdoc cref="LinkList"/>
public sealed record PendingList(IReadOnlyList<PendingReport> Pending, string? Next);

/// <inheritdoc cref="LinkList"/>
public sealed record TargetList(IReadOnlyList<TargetReport> Targets, string? Next);

/// <inheritdoc cref="LinkList"/>
public sealed record ChangeList(IReadOnlyList<ChangeReport> Changes, string? Next);

/// <summary>What became of the rows of a file; the first hundred problems.</summary>
public sealed record ImportReport(
    int Added, int Changed, int Unchanged, int Repeated, int Bad, IReadOnlyList<RowProblem> Problems)
{
    /// <summary>Rows of a tool's export with an address that has no scheme: it is read as https://.</summary>
    public int WithoutScheme { get; init; }
}

/// <param name="Row">Its number in the file; 0 if it is not the fault of a row.</param>
/// <param name="Problem">One line.</param>
public sealed record RowProblem(int Row, string Problem);

/// <summary>An error (RFC 9457).</summary>
public sealed record Problem(string Title, int Status, string Detail, ApiErrorCode Code)
{
    /// <summary>The query parameter that is wrong.</summary>
    public string? Parameter { get; init; }

    /// <summary>The member of the body that is wrong.</summary>
    public string? Member { get; init; }

    /// <summary>The rows of a file that are wrong.</summary>
    public IReadOnlyList<RowProblem>? Problems { get; init; }
}

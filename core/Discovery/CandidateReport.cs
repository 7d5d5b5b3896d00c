using System.Text.Json.Serialization;
using LinkWatch.Links;
using LinkWatch.Storage;
using LinkWatch.Urls;

namespace LinkWatch.Discovery;

/// <summary>A candidate as programs get it.</summary>
public sealed record CandidateReport
{
    public required string Id { get; init; }

    public required WebUrl Source { get; init; }

    public required CandidateState State { get; init; }

    /// <summary>Where it was found first: access-log, export, common-crawl, webmention, bing, yandex or owner.</summary>
    public required string Origin { get; init; }

    public WebUrl? Target { get; init; }

    /// <summary>The link's text as its origin gives it.</summary>
    public string? Anchor { get; init; }

    public long Hits { get; init; }

    /// <summary>Whether only its origin is known: the page that links is another.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)]
    public bool IsOriginOnly { get; init; }

    public DateTimeOffset AddedAt { get; init; }

    public DateTimeOffset SeenAt { get; init; }

    public DateTimeOffset ChangedAt { get; init; }

    /// <summary>The earliest time of the next visit; absent if there is none.</summary>
    public DateTimeOffset? VisitAt { get; init; }

    public DateTimeOffset? VisitedAt { get; init; }

    public Status? Status { get; init; }

    public IReadOnlyList<Reason>? Reasons { get; init; }

    public IReadOnlyList<string>? Evidence { get; init; }

    /// <summary>The address that the page was seen to link to.</summary>
    public string? LinksTo { get; init; }

    public string? Title { get; init; }

    /// <summary>The link that is tracked.</summary>
    public string? LinkId { get; init; }

    public static CandidateReport Of(CandidateRow row) => new()
    {
        Id = row.CandidateId,
        Source = row.Source,
        State = row.State,
        Origin = row.Origin,
        Target = row.Target,
        Anchor = row.Anchor,
        Hits = row.Hits,
        IsOriginOnly = row.IsOriginOnly,
        AddedAt = row.AddedAt,
        SeenAt = row.SeenAt,
        ChangedAt = row.ChangedAt,
        VisitAt = row.State == CandidateState.Visiting ? null : row.VisitAt,
        VisitedAt = row.Reading?.PlannedAt,
        Status = row.Reading?.Status,
        Reasons = row.Reading?.Reasons,
        Evidence = row.Reading?.Evidence,
        LinksTo = row.Reading is { IsSeen: true, Detail: { } detail } ? detail.Href : null,
        Title = row.Title,
        LinkId = row.LinkId,
    };
}

using System.Text.Json.Serialization;
using LinkWatch.Checking;
using LinkWatch.Judging;
using LinkWatch.Links;

namespace LinkWatch.Reporting;

/// <summary>One line of <c>linkwatch check --json</c>. Every field is always there; what is not known is null.</summary>
public sealed record CheckReport
{
    /// <summary>The page, as it was given.</summary>
    public required string Source { get; init; }

    /// <summary>What it should link to, as it was given.</summary>
    public required string Target { get; init; }

    public required Status Status { get; init; }

    public required IReadOnlyList<Reason> Reasons { get; init; }

    /// <summary>The rel tokens of the link that decides; empty if there are none, or no link.</summary>
    public required IReadOnlyList<string> Rel { get; init; }

    [JsonIgnore(Condition = JsonIgnoreCondition.Never)]
    public string? Anchor { get; init; }

    [JsonIgnore(Condition = JsonIgnoreCondition.Never)]
    public Placement? Placement { get; init; }

    [JsonIgnore(Condition = JsonIgnoreCondition.Never)]
    public string? FinalUrl { get; init; }

    [JsonIgnore(Condition = JsonIgnoreCondition.Never)]
    public int? HttpStatus { get; init; }

    /// <summary>How long the visit took, waiting for its turn at the host included.</summary>
    public required long Ms { get; init; }

    public static CheckReport Of(string source, string target, Verdict verdict, Visit visit)
    {
        var link = verdict.Links is [var best, ..] ? best : null;
        return new CheckReport
        {
            Source = source,
            Target = target,
            Status = verdict.Status,
            Reasons = verdict.Reasons,
            Rel = link?.Rel ?? [],
            Anchor = link?.Anchor,
            Placement = link?.Placement,
            FinalUrl = visit.Facts.FinalUrl.Href,
            HttpStatus = visit.Facts.HttpStatus,
            Ms = (long)Math.Round(visit.Elapsed.TotalMilliseconds),
        };
    }
}

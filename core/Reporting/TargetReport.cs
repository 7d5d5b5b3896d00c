using LinkWatch.Alerting.Digests;
using LinkWatch.Links;
using LinkWatch.Storage;

namespace LinkWatch.Reporting;

/// <summary>One page of a site's own that links lead to, as <c>targets --json</c> gives it; docs/json.md describes it.</summary>
public sealed record TargetReport(
    string Site,
    string Id,
    string Url,
    string Status,
    int FollowedLinks,
    int Links,
    IReadOnlyList<Reason> Reasons,
    IReadOnlyList<string> Evidence,
    DateTimeOffset? Since,
    IReadOnlyList<Reason> Unverifiable,
    bool Muted)
{
    /// <summary>Where it leads to, if that is another page; else null.</summary>
    public string? End { get; init; }

    public static TargetReport Of(string siteId, TargetRow row, DateTimeOffset now) => new(
        siteId,
        row.TargetId,
        row.Url.Href,
        TargetWords.NameOf(row.Status, row.Reasons),
        row.FollowedLinks,
        row.Links,
        row.Reasons,
        row.Evidence,
        row.Since,
        row.Unverifiable,
        row.IsMuted(now))
    {
        End = row.End?.Href,
    };
}

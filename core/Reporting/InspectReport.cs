using System.Text.Json;
using System.Text.Json.Serialization;
using LinkWatch.Judging;
using LinkWatch.Links;

namespace LinkWatch.Reporting;

/// <summary>One line of <c>linkwatch inspect</c>'s output.</summary>
internal sealed record InspectReport(
    [property: JsonIgnore(Condition = JsonIgnoreCondition.Never)] JsonElement? Id,
    IReadOnlyList<InspectedLink> Verdicts,
    InspectedPage Page);

/// <summary>What is said of one target, which is named as it was given.</summary>
internal sealed record InspectedLink(
    string Target, Status Status, IReadOnlyList<Reason> Reasons, IReadOnlyList<string> Evidence, IReadOnlyList<InspectedTag> Links)
{
    public static InspectedLink Of(string target, Verdict verdict) => new(
        target,
        verdict.Status,
        verdict.Reasons,
        verdict.Evidence,
        [.. verdict.Links.Select(link => new InspectedTag(link.Href.Href, link.Rel, link.Anchor, link.Placement, link.Tag))]);
}

/// <summary>A link to the target as it stands on the page.</summary>
internal sealed record InspectedTag(string Href, IReadOnlyList<string> Rel, string Anchor, Placement Placement, string Tag);

/// <summary>What the page says of itself.</summary>
internal sealed record InspectedPage(
    IReadOnlyList<string> Robots,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.Never)] string? Canonical,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.Never)] string? Encoding);

/// <summary>Why a line could not be inspected.</summary>
internal sealed record InspectError([property: JsonIgnore(Condition = JsonIgnoreCondition.Never)] JsonElement? Id, string Error);

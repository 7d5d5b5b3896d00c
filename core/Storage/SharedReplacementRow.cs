using System.Text.Json.Serialization;

namespace LinkWatch.Storage;

/// <summary>A body, title or final URL that took the place of pages.</summary>
/// <param name="Sign">What the pages have in common.</param>
/// <param name="Since">When it was first met; moves on once that is too long ago.</param>
/// <param name="Hosts">On which hosts, and when last: the latest few.</param>
public sealed record SharedReplacementRow(ReplacementSignature Sign, DateTimeOffset Since, IReadOnlyList<ReplacedHost> Hosts) : IRow
{
    [JsonIgnore]
    public string RowKey => Keys.SharedReplacement(Sign.Kind, Sign.Hash);
}

/// <summary>What pages that replaced others may have in common.</summary>
/// <param name="Kind"><c>body</c>, <c>title</c> or <c>url</c>.</param>
/// <param name="Hash">Of the body, the title without regard to case, or the final URL.</param>
/// <param name="Shown">The title or the URL, for the owner.</param>
public sealed record ReplacementSignature(string Kind, string Hash, string Shown);

/// <param name="Authority">The host.</param>
/// <param name="At">When a page of it was last seen replaced so.</param>
public sealed record ReplacedHost(string Authority, DateTimeOffset At);

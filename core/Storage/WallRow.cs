using System.Text.Json.Serialization;
using LinkWatch.Confirming;

namespace LinkWatch.Storage;

/// <summary>A body, title or final URL that took the place of pages.</summary>
/// <param name="Sign">What the pages have in common.</param>
/// <param name="Since">When it was first met; moves on once that is too long ago.</param>
/// <param name="Hosts">On which hosts, and when last: the latest few.</param>
public sealed record WallRow(WallSign Sign, DateTimeOffset Since, IReadOnlyList<WallHost> Hosts) : IRow
{
    [JsonIgnore]
    public string RowKey => Keys.Wall(Sign.Kind, Sign.Hash);
}

using System.Text.Json.Serialization;
using LinkWatch.Links;

namespace LinkWatch.Storage;

/// <summary>Where a page's row lies: its shard, its cadence, its id.</summary>
public sealed record PageKey(int Shard, Cadence Cadence, string PageId)
{
    [JsonIgnore]
    public string RowKey => Keys.Page(Cadence, PageId);
}

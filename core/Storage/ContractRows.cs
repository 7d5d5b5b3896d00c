using System.Text.Json.Serialization;
using LinkWatch.Contracts;
using LinkWatch.Links;

namespace LinkWatch.Storage;

/// <summary>News of a link's contract that joined an alert: the link as it was then.</summary>
public sealed record ContractNewsRow(string AlertId, ContractNewsKind News, LinkRow Link) : SiteRow
{
    [JsonIgnore]
    public override string RowKey => Keys.ContractNews(AlertId, Link.LinkId, News.Name());
}

/// <summary>The contracts of links as they are stored.</summary>
public static class ContractsOfLinks
{
    /// <summary>The link's contract as it stands on a day of its site; null if there is none.</summary>
    public static Contract? ContractOn(this LinkRow row, Site site, DateOnly today) => Contract.Of(row.Link, row.Believed(site), today);

    private static BelievedLink Believed(this LinkRow row, Site site) => new(
        row.Status, row.Reasons, row.Detail,
        DayRow.DayOf(site, row.Since ?? row.AddedAt), DayRow.DayOf(site, row.ChangedAt ?? row.AddedAt));
}

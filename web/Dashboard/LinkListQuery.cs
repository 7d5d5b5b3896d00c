using LinkWatch.Links;
using LinkWatch.Storage;
using LinkWatch.Web.Dashboard.Serving;
using Microsoft.AspNetCore.Http;

namespace LinkWatch.Web.Dashboard;

/// <summary>A list of links as its address names it: filters and order as in the API, and columns.</summary>
/// <param name="Filter">Which links.</param>
/// <param name="Order">Their order.</param>
/// <param name="Columns">What is shown of each.</param>
/// <param name="IsUnderstood">False if the address names a filter that there is not: then it lists all links.</param>
public sealed record LinkListQuery(LinkFilter Filter, LinkOrder Order, IReadOnlyList<LinkColumn> Columns, bool IsUnderstood)
{
    internal static LinkListQuery Of(DashboardCall call)
    {
        var columns = LinkColumn.Of(call.Http.Request);
        return LinkQuery.Of(call.Http.Request, call.Site!).Query is { } query
            ? new(query.Filter, query.Order, columns, IsUnderstood: true)
            : new(LinkFilter.None, LinkOrder.Change, columns, IsUnderstood: false);
    }

    /// <summary>The shortest query of the same list, with its question mark; empty for all links. Equal lists have equal texts.</summary>
    public string Text => QueryString.Create(Parts().Where(part => part.Value is not null)).Value ?? "";

    /// <summary>The same list with another filter.</summary>
    public LinkListQuery With(LinkFilter filter) => this with { Filter = filter };

    private IEnumerable<KeyValuePair<string, string?>> Parts()
    {
        yield return new(LinkQuery.Status, Filter.Status.IsAll ? null : Filter.Status.ToString());
        yield return new(LinkQuery.Reason, Filter.Reason?.Name());
        yield return new(LinkQuery.Rel, Filter.Rel);
        yield return new(LinkQuery.Placed, Filter.Placement?.Name());
        yield return new(LinkQuery.Host, Filter.Host);
        yield return new(LinkQuery.Target, Filter.Target?.Href);
        yield return new(LinkQuery.Tag, Filter.Tag);
        yield return new(LinkQuery.AcquiredBy, Filter.Acquired?.Name());
        yield return new(LinkQuery.Unverifiable, Filter.IsUnverifiable ? "true" : null);
        yield return new(LinkQuery.Anchor, Filter.Anchor is { Length: > 0 } anchor ? anchor : null);
        yield return new(LinkQuery.NoAnchor, Filter.Anchor is "" ? "true" : null);
        yield return new(LinkQuery.AddedFrom, ChangeFilter.Written(Filter.Added?.First));
        yield return new(LinkQuery.AddedTo, ChangeFilter.Written(Filter.Added?.Last));
        yield return new(LinkQuery.Text, Filter.Text);
        yield return new(LinkQuery.Sort, Order == LinkOrder.Change ? null : Order.Name());
        yield return new(
            LinkColumn.Parameter,
            Columns.SequenceEqual(LinkColumn.Default) ? null : string.Join(',', Columns.Select(column => column.Name)));
    }
}

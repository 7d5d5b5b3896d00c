using LinkWatch.Alerting.Digests;
using LinkWatch.Sites;
using LinkWatch.Storage;
using LinkWatch.Urls;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.WebUtilities;

namespace LinkWatch.Web.Dashboard.Serving;

/// <summary>Addresses of the dashboard; those that mails have too are made there.</summary>
internal static class Addresses
{
    /// <summary>A list that can be saved can be come back to: its query, below a path.</summary>
    private const int MaxBack = SavedViews.MaxQuery + 500;

    public static string Site(string siteId) => DashboardLinks.SitePath(siteId);

    public static string Links(string siteId) => DashboardLinks.LinksPath(siteId);

    public static string Discovery(string siteId) => DashboardLinks.DiscoveryPath(siteId);

    public static string Link(string siteId, string linkId) => DashboardLinks.LinkPath(siteId, linkId);

    public static string Targets(string siteId) => DashboardLinks.TargetsPath(siteId);

    public static string Target(string siteId, string targetId) => DashboardLinks.TargetPath(siteId, targetId);

    /// <param name="siteId">Whose.</param>
    /// <param name="month">As in <c>2026-11</c>.</param>
    public static string Report(string siteId, string month) => DashboardLinks.ReportPath(siteId, month);

    /// <summary>The changes of a kind on some days, both included.</summary>
    public static string Changes(string siteId, string kind, DateOnly from, DateOnly to) =>
        $"{Site(siteId)}/changes?kind={kind}&from={ChangeFilter.Written(from)}&to={ChangeFilter.Written(to)}";

    /// <summary>The links that were added on some days, both included.</summary>
    public static string Added(string siteId, DateOnly from, DateOnly to) =>
        $"{Links(siteId)}?{LinkQuery.AddedFrom}={ChangeFilter.Written(from)}&{LinkQuery.AddedTo}={ChangeFilter.Written(to)}";

    public static string IncidentChanges(string siteId, string incidentId) =>
        $"{Site(siteId)}/changes?incident={Uri.EscapeDataString(incidentId)}";

    /// <summary>The links that a filter leaves.</summary>
    public static string Links(string siteId, string filter, string value) =>
        DashboardLinks.LinksPath(siteId, filter, value);

    /// <summary>Of those, the ones with some statuses.</summary>
    public static string Links(string siteId, string filter, string value, StatusSet statuses) =>
        $"{DashboardLinks.LinksPath(siteId, filter, value)}&status={statuses}";

    /// <summary>The links that are to lead to a page and have one of some statuses.</summary>
    public static string Links(string siteId, WebUrl target, StatusSet statuses) => DashboardLinks.LinksPath(siteId, target, statuses);

    /// <summary>The links behind a number of the profile.</summary>
    public static string ProfileRows(string siteId, string filter) => $"{Site(siteId)}/profile?rows={Uri.EscapeDataString(filter)}";

    /// <summary>The page of the call with one parameter changed, or without it.</summary>
    public static string With(DashboardCall call, string name, string? value)
    {
        var parts = call.Here.Split('?', 2);
        var query = QueryHelpers.ParseQuery(parts is [_, var given] ? given : "")
            .Where(pair => pair.Key != name && pair.Key != DashboardCall.NoticeName)
            .ToDictionary(pair => pair.Key, pair => (string?)pair.Value, StringComparer.Ordinal);
        if (value is not null) query[name] = value;
        return parts[0] + QueryString.Create(query);
    }

    /// <summary>Only a page of ours: a sign-in must not lead elsewhere.</summary>
    public static string Back(string? back) =>
        back is { Length: <= MaxBack } && back.StartsWith(DashboardApp.Root, StringComparison.Ordinal)
            && back.All(c => c is > ' ' and <= '~' and not '\\')
            && (back.Length == DashboardApp.Root.Length || back[DashboardApp.Root.Length] is '/' or '?')
            ? back
            : DashboardApp.Root;
}

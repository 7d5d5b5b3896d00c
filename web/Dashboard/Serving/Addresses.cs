using LinkWatch.Alerting.Digests;
using LinkWatch.Sites;
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

    /// <summary>The links that a filter leaves.</summary>
    public static string Links(string siteId, string filter, string value) =>
        DashboardLinks.LinksPath(siteId, filter, value);

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

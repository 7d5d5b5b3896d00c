using LinkWatch.Alerting.Digests;
using Microsoft.AspNetCore.Http;

namespace LinkWatch.Web.Dashboard.Serving;

/// <summary>Addresses of the dashboard; those that mails have too are made there.</summary>
internal static class Addresses
{
    public static string Site(string siteId) => DashboardLinks.SitePath(siteId);

    public static string Links(string siteId) => DashboardLinks.LinksPath(siteId);

    public static string Link(string siteId, string linkId) => DashboardLinks.LinkPath(siteId, linkId);

    /// <summary>The links that a filter leaves.</summary>
    public static string Links(string siteId, string filter, string value) =>
        DashboardLinks.LinksPath(siteId, filter, value);

    /// <summary>The page of the call with one parameter changed, or without it.</summary>
    public static string With(DashboardCall call, string name, string? value)
    {
        var query = call.Http.Request.Query.Where(pair => pair.Key != name && pair.Key != "done")
            .ToDictionary(pair => pair.Key, pair => (string?)pair.Value, StringComparer.Ordinal);
        if (value is not null) query[name] = value;
        return call.Path + QueryString.Create(query);
    }

    /// <summary>An address to go to after something was done, with a line that says so.</summary>
    public static string Done(string path, string line) => $"{path}?done={Uri.EscapeDataString(line)}";

    /// <summary>Only a page of ours: a sign-in must not lead elsewhere.</summary>
    public static string Back(string? back) =>
        back is not null && back.StartsWith(DashboardApp.Root, StringComparison.Ordinal) && !back.Contains('\\')
            && (back.Length == DashboardApp.Root.Length || back[DashboardApp.Root.Length] is '/' or '?')
            ? back
            : DashboardApp.Root;
}

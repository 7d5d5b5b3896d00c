using LinkWatch.Links;
using LinkWatch.Storage;
using LinkWatch.Urls;

namespace LinkWatch.Alerting.Digests;

/// <summary>Where the pages of the dashboard are: their paths, and their addresses in mails.</summary>
/// <param name="publicUrl">Where the dashboard is reached from outside.</param>
public sealed class DashboardLinks(Uri publicUrl)
{
    public const string Root = "/dashboard";

    public static string SitePath(string siteId) => $"{Root}/sites/{siteId}";

    public static string LinksPath(string siteId) => SitePath(siteId) + "/links";

    public static string LinkPath(string siteId, string linkId) => $"{LinksPath(siteId)}/{linkId}";

    public static string DiscoveryPath(string siteId) => SitePath(siteId) + "/discovery";

    /// <summary>The links that a filter leaves.</summary>
    public static string LinksPath(string siteId, string filter, string value) =>
        $"{LinksPath(siteId)}?{filter}={Uri.EscapeDataString(value)}";

    /// <summary>What is known of a link, with the evidence.</summary>
    public Uri Link(string siteId, string linkId) => At(LinkPath(siteId, linkId));

    public static string TargetsPath(string siteId) => SitePath(siteId) + "/targets";

    public static string TargetPath(string siteId, string targetId) => $"{TargetsPath(siteId)}/{targetId}";

    public Uri Targets(string siteId) => At(TargetsPath(siteId));

    /// <summary>What is known of a target, with the evidence.</summary>
    public Uri Target(string siteId, string targetId) => At(TargetPath(siteId, targetId));

    /// <summary>The links that are to lead to a page and have one of some statuses.</summary>
    public static string LinksPath(string siteId, WebUrl target, StatusSet statuses) =>
        LinksPath(siteId, "target", target.Href) + (statuses.IsAll ? "" : $"&status={statuses}");

    /// <summary>The followed links to a page.</summary>
    public Uri FollowedLinks(string siteId, WebUrl target) => At(LinksPath(siteId, target, ListedStatus.Live));

    public Uri Links(string siteId) => At(LinksPath(siteId));

    public Uri Links(string siteId, ListedStatus status) => At(LinksPath(siteId, "status", status.Name()));

    public Uri Unverifiable(string siteId) => At(LinksPath(siteId, "unverifiable", "true"));

    public Uri Changes(string siteId) => At(SitePath(siteId) + "/changes");

    public Uri Incidents(string siteId) => At(SitePath(siteId) + "/incidents");

    public Uri Spikes(string siteId) => At(SitePath(siteId) + "/spikes");

    public Uri Contracts(string siteId) => At(SitePath(siteId) + "/contracts");

    /// <param name="siteId">Whose.</param>
    /// <param name="month">As in <c>2026-11</c>.</param>
    public Uri Report(string siteId, string month) => At(ReportPath(siteId, month));

    public static string ReportPath(string siteId, string month) => $"{SitePath(siteId)}/reports/{month}";

    public Uri Discovery(string siteId) => At(DiscoveryPath(siteId) + "?state=tracked");

    public Uri Imports(string siteId) => At(SitePath(siteId) + "/imports");

    /// <summary>The public address may lie below a path, behind a proxy that takes it off.</summary>
    private Uri At(string path) => new(publicUrl.AbsoluteUri.TrimEnd('/') + path);
}

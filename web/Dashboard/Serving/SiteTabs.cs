namespace LinkWatch.Web.Dashboard.Serving;

/// <summary>A page of a site, as the tabs name it.</summary>
/// <param name="Name">What is read.</param>
/// <param name="Path">Below the site's address; empty for the overview.</param>
/// <param name="IsOwners">Whether readers of a shared address do not see it.</param>
public sealed record SiteTab(string Name, string Path, bool IsOwners = false);

/// <summary>Pages that belong together. The group leads to the first of them.</summary>
public sealed record SiteTabGroup(string Name, params IReadOnlyList<SiteTab> Tabs)
{
    public static IReadOnlyList<SiteTabGroup> All { get; } =
    [
        new("Overview", new SiteTab("Overview", "")),
        new("Links",
            new SiteTab("All links", "/links"), new("Referring domains", "/domains"), new("Anchors", "/anchors"),
            new("Profile", "/profile"), new("Targets", "/targets")),
        new("News", new SiteTab("Changes", "/changes"), new("Incidents", "/incidents"), new("Spikes", "/spikes")),
        new("Work",
            new SiteTab("Discovery", "/discovery", IsOwners: true), new("Review", "/review", IsOwners: true),
            new("Letters", "/letters", IsOwners: true), new("Contracts", "/contracts", IsOwners: true)),
        new("Reports", new SiteTab("Reports", "/reports")),
        new("Set-up",
            new SiteTab("Imports", "/imports", IsOwners: true), new("Access", "/access", IsOwners: true),
            new("Settings", "/settings", IsOwners: true)),
    ];

    /// <summary>What readers of a shared address see.</summary>
    public static IReadOnlyList<SiteTabGroup> Shared { get; } =
        [.. All.Select(group => group with { Tabs = [.. group.Tabs.Where(tab => !tab.IsOwners)] }).Where(group => group.Tabs.Count > 0)];
}

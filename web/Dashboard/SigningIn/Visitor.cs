using LinkWatch.Links;

namespace LinkWatch.Web.Dashboard.SigningIn;

/// <summary>Who looks at the dashboard.</summary>
/// <param name="Name">A mail address; for whoever runs <c>serve</c>, <see cref="ThisComputer"/>.</param>
/// <param name="IsOperator">Whether all sites and the state of the system are theirs to see.</param>
public sealed record Visitor(string Name, bool IsOperator)
{
    public const string ThisComputer = "this computer";

    /// <summary>Of somebody who only has the shared address of a site: that site. They are nobody, and may only look.</summary>
    public string? SharedSite { get; init; }

    public bool MaySee(Site site) => SharedSite is { } shared
        ? site.Id == shared
        : IsOperator || site.Owners.Contains(Name, StringComparer.OrdinalIgnoreCase);
}

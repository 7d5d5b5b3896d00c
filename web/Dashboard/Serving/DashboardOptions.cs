using LinkWatch.Web.Dashboard.SigningIn;

namespace LinkWatch.Web.Dashboard.Serving;

/// <summary>What the host knows of the dashboard's surroundings.</summary>
public sealed record DashboardOptions
{
    /// <summary>Where it is reached from outside; null if only from this machine.</summary>
    public Uri? PublicUrl { get; init; }

    /// <summary>Mail addresses of those who run LinkWatch: they see every site and the system.</summary>
    public IReadOnlyList<string> Operators { get; init; } = [];

    /// <summary>Who has this name now: an operator who is taken out is one no longer, whatever their session said.</summary>
    public Visitor VisitorNamed(string name) =>
        new(name, name == Visitor.ThisComputer || Operators.Contains(name, StringComparer.OrdinalIgnoreCase));

    /// <summary>Whether browsers come by https, also if a proxy or the platform ends it before us.</summary>
    public bool IsSecure => PublicUrl?.Scheme == Uri.UriSchemeHttps;
}

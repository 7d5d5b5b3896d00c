using LinkWatch.Web.Dashboard.SigningIn;
using Microsoft.AspNetCore.Http;

namespace LinkWatch.Web.Dashboard.Serving;

/// <summary>What the host knows of the dashboard's surroundings.</summary>
public sealed record DashboardOptions
{
    /// <summary>Where it is reached from outside; null if only from this machine.</summary>
    public Uri? PublicUrl { get; init; }

    /// <summary>Mail addresses of those who run LinkWatch: they see every site and the system.</summary>
    public IReadOnlyList<string> Operators { get; init; } = [];

    /// <summary>What the host's storage takes; null if the host doesn't know.</summary>
    public Func<StorageUse>? Storage { get; init; }

    /// <summary>How many links a form moves before it answers: Azure ends a request after 230 seconds; each takes about 10 ms.</summary>
    public int LinksAtOnce { get; init; } = 5000;

    /// <summary>Who has this name now: an operator who is taken out is one no longer, whatever their session said.</summary>
    public Visitor VisitorNamed(string name) =>
        new(name, name == Visitor.ThisComputer || Operators.Contains(name, StringComparer.OrdinalIgnoreCase));

    /// <summary>Whether browsers come by https, also if a proxy or the platform ends it before us.</summary>
    public bool IsSecure => PublicUrl?.Scheme == Uri.UriSchemeHttps;

    /// <summary>Where a request found it, or where it is reached from outside.</summary>
    public Uri RootOf(HttpRequest request) => PublicUrl ?? new Uri($"{request.Scheme}://{request.Host}");

    /// <summary>A browser takes a name with the prefix only from https, for this host alone; loopback has no https.</summary>
    internal string CookieName(string name) => IsSecure ? "__Host-" + name : name;

    /// <summary>Of a cookie that lets somebody in.</summary>
    /// <param name="life">Null: as long as the browser is open.</param>
    internal CookieOptions Cookie(TimeSpan? life = null) => new()
    {
        HttpOnly = true,
        Secure = IsSecure,
        SameSite = SameSiteMode.Lax,
        Path = "/",
        MaxAge = life,
        IsEssential = true,
    };
}

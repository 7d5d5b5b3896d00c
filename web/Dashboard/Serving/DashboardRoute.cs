using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.AspNetCore.Routing.Template;

namespace LinkWatch.Web.Dashboard.Serving;

/// <summary>A page or an action of the dashboard.</summary>
/// <param name="Method">GET shows, POST acts.</param>
/// <param name="Pattern">Its path; a <c>{site}</c> in it is looked up before the answer is asked for.</param>
/// <param name="Access">Who may use it.</param>
/// <param name="Answer">What answers it.</param>
public sealed record DashboardRoute(string Method, string Pattern, Access Access, Func<DashboardCall, Task<IResult>> Answer)
{
    private readonly TemplateMatcher matcher = new(TemplateParser.Parse(Pattern), []);

    /// <summary>The values in the path; null if the route is another.</summary>
    public RouteValueDictionary? Match(PathString path)
    {
        var values = new RouteValueDictionary();
        return matcher.TryMatch(path, values) ? values : null;
    }
}

/// <summary>Who may use a route.</summary>
public enum Access
{
    /// <summary>Whoever is signed in; of a site, only its owners and the operator.</summary>
    SignedIn,

    /// <summary>They, and whoever has a shared address of the site: pages that say nothing of its owners, and only show.</summary>
    Shared,

    /// <summary>Whoever runs LinkWatch.</summary>
    Operator,

    /// <summary>Everybody: signing in, and what the pages look like.</summary>
    Public,
}

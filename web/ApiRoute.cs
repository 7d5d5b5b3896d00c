using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing.Template;

namespace LinkWatch.Web;

/// <summary>A route of the HTTP API.</summary>
/// <param name="Method">Its method.</param>
/// <param name="Pattern">Its path.</param>
/// <param name="Handler">What answers it, with parameters that ASP.NET Core fills in.</param>
/// <param name="Parameters">The query parameters that it reads; null: it ignores those that it doesn't know.</param>
public sealed record ApiRoute(string Method, string Pattern, Delegate Handler, params string[]? Parameters)
{
    private readonly TemplateMatcher matcher = new(TemplateParser.Parse(Pattern), []);

    public bool IsAt(PathString path) => matcher.TryMatch(path, []);
}

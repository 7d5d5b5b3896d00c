using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
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

    /// <summary>The names of the values in its path.</summary>
    public IReadOnlyList<string> PathParameters => [.. matcher.Template.Parameters.Select(parameter => parameter.Name!)];

    /// <summary>What programs use it for; null if it is a page for people.</summary>
    public ApiOperation? Operation { get; init; }

    /// <summary>Whether the key of a site opens it for that site; if not, it is the operator's.</summary>
    public bool IsOfSite { get; init; } = Pattern.StartsWith(WebRoutes.Site, StringComparison.Ordinal);

    /// <summary>Whether a request that is repeated with the same Idempotency-Key has no second effect.</summary>
    public bool TakesIdempotencyKey => Operation is not null && HttpMethods.IsPost(Method);

    public bool IsAt(PathString path) => Match(path) is not null;

    /// <summary>The values in the path; null if the route is another.</summary>
    public RouteValueDictionary? Match(PathString path)
    {
        var values = new RouteValueDictionary();
        return matcher.TryMatch(path, values) ? values : null;
    }
}

/// <summary>What openapi.json says of a route.</summary>
/// <param name="Name">What a generated client calls it.</param>
/// <param name="Summary">One line.</param>
/// <param name="Gives">The answer; null if it has no JSON body.</param>
/// <param name="Takes">The body of the request; null if it has none.</param>
/// <param name="Statuses">Of an answer that is no error.</param>
public sealed record ApiOperation(string Name, string Summary, Type? Gives, Type? Takes = null, params IReadOnlyList<int> Statuses)
{
    /// <summary>The body's types, if it is a file.</summary>
    public IReadOnlyList<string> TakesFiles { get; init; } = [];

    /// <summary>The type of an answer that isn't JSON.</summary>
    public string? GivesText { get; init; }
}

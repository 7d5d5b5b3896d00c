using LinkWatch.Links;
using LinkWatch.Web.Dashboard.SigningIn;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace LinkWatch.Web.Dashboard.Serving;

/// <summary>One request to the dashboard.</summary>
public sealed class DashboardCall(HttpContext http, RouteValueDictionary values, TimeProvider time)
{
    public HttpContext Http { get; } = http;

    /// <summary>Null on public pages that nobody signed in to.</summary>
    public Visitor? Visitor { get; init; }

    /// <summary>The site that the path names.</summary>
    public Site? Site { get; init; }

    /// <summary>What a form sent; empty on GET.</summary>
    public IFormCollection Form { get; init; } = FormCollection.Empty;

    /// <summary>What each form of the page sends back, so that no page of others can send it.</summary>
    public string FormToken { get; init; } = "";

    public DateTimeOffset Now { get; } = time.GetUtcNow();

    public CancellationToken Stop => Http.RequestAborted;

    public string Path => Http.Request.Path;

    public string Value(string name) => (string)values[name]!;

    /// <summary>A query parameter, trimmed; null if it is missing or empty.</summary>
    public string? Query(string name) => ((string?)Http.Request.Query[name])?.Trim() is { Length: > 0 } text ? text : null;

    public string? Field(string name) => ((string?)Form[name])?.Trim() is { Length: > 0 } text ? text : null;

    /// <summary>A message for the next page, such as “Saved”: it is in the address, so that it works without a session's memory.</summary>
    public string? Notice => Query("done");
}

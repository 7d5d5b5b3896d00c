using LinkWatch.Storage;
using Microsoft.AspNetCore.Http;

namespace LinkWatch.Web.SiteKeys;

/// <summary>The site whose key a request has: it sees nothing of others.</summary>
public sealed record KeyedSite(string SiteId, AccessScope Scope)
{
    /// <summary>Null for the operator, and whoever needs no key.</summary>
    public static KeyedSite? Of(HttpContext http) => http.Features.Get<KeyedSite>();
}

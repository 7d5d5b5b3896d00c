using System.Globalization;
using Microsoft.AspNetCore.Http;

namespace LinkWatch.Web.SiteKeys;

/// <summary>
/// Limits failed attempts to get in, by the address they come from, and the use of one shared address; per hour and process. What is right
/// is always let in, so that nobody can shut others out by failing under their address.
/// </summary>
public sealed class AttemptQuota(TimeProvider time)
{
    public const int Failures = 30;
    public const int SharedPages = 1000;

    private readonly HourlyQuota failures = new(time);

    /// <summary>Of its own: whoever fails from many addresses fills the other.</summary>
    private readonly HourlyQuota opened = new(time);

    /// <summary>Counts a failure; if there were too many, how long to wait.</summary>
    /// <param name="way">What was tried.</param>
    /// <param name="request">From where.</param>
    public TimeSpan? Failed(string way, HttpRequest request) => failures.Take(($"{way} {ClientAddress.Of(request)}", Failures));

    /// <summary>Counts a page that was opened by a shared address; if there were too many, how long to wait.</summary>
    public TimeSpan? Opened(string accessId) => opened.Take((accessId, SharedPages));

    public static void SayWhen(HttpContext http, TimeSpan wait) =>
        http.Response.Headers.RetryAfter = Math.Ceiling(wait.TotalSeconds).ToString(CultureInfo.InvariantCulture);
}

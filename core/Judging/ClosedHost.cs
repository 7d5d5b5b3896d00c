using System.Globalization;
using System.Text.Json.Serialization;
using LinkWatch.Judging.Signatures;
using LinkWatch.Urls;

namespace LinkWatch.Judging;

/// <summary>
/// A host that answers for its front page what it answers for a page that it calls gone: it may be keeping us out (RFC 9110, 15.5.5
/// allows a 404 to whom a server doesn't want to show a page), and that is no news of the page.
/// </summary>
/// <param name="FrontPage">The address of the front page.</param>
/// <param name="Belief">Why the page is taken to be gone all the same, as a clause; null if it isn't.</param>
public sealed record ClosedHost(WebUrl FrontPage, string? Belief)
{
    /// <summary>As long as a host without robots.txt (RFC 9309, 2.3.1.4) or without an address is given.</summary>
    private static readonly TimeSpan LongSilence = TimeSpan.FromDays(30);

    /// <summary>Null if the front page doesn't answer what the page does.</summary>
    /// <param name="front">What the front page answers.</param>
    /// <param name="body">The answer that says that the page is gone.</param>
    /// <param name="page">Where that came from.</param>
    /// <param name="standing">What else is known of the host.</param>
    public static ClosedHost? Of(FrontPage front, ReadOnlySpan<byte> body, WebUrl page, HostStanding standing) =>
        front.IsRefusal && AnswerSketch.IsAnswer(body, page, front.Sketch)
            ? new ClosedHost(front.Url, BeliefIn(front, body, standing))
            : null;

    private static string? BeliefIn(FrontPage front, ReadOnlySpan<byte> body, HostStanding standing)
    {
        if (UnclaimedHosts.Find(AnswerSketch.Shown(body)) is { } says) return says;
        if (standing.ShowsOtherPages) return "but other pages of the host were read since";
        var silence = standing.Now - front.Since;
        return standing.HasShownThisPage && silence >= LongSilence
            ? string.Create(CultureInfo.InvariantCulture, $"and the host has shown us nothing else for {silence.TotalDays:0} days")
            : null;
    }
}

/// <summary>What tells a host that keeps us out from one without a front page, or one that is gone.</summary>
/// <param name="HasShownThisPage">The page was read before: the host once let us in.</param>
/// <param name="ShowsOtherPages">Other pages of the host were read since its front page began to answer so.</param>
/// <param name="Now">The time of the visit.</param>
public sealed record HostStanding(bool HasShownThisPage, bool ShowsOtherPages, DateTimeOffset Now);

/// <summary>
/// What a host's front page answered when it was last asked, because a page of the host was said to be gone. Stored for a day's questions.
/// </summary>
/// <param name="Url">The front page.</param>
/// <param name="Status">Null if there was no answer.</param>
/// <param name="Sketch">The words of its body, as <see cref="AnswerSketch"/> writes them.</param>
/// <param name="AskedAt">When.</param>
/// <param name="Since">Since when it has answered the same.</param>
public sealed record FrontPage(WebUrl Url, int? Status, string Sketch, DateTimeOffset AskedAt, DateTimeOffset Since)
{
    /// <summary>The host refuses, whether it calls that "not found" or "forbidden".</summary>
    [JsonIgnore]
    public bool IsRefusal => Status is >= 400 and <= 499;

    public static FrontPage Of(WebUrl url, int? status, ReadOnlySpan<byte> body, DateTimeOffset now) =>
        new(url, status, AnswerSketch.Of(body, url), now, now);

    /// <summary>The same front page asked again: what it still answers, it has answered for longer.</summary>
    public FrontPage After(FrontPage? before) =>
        before is { IsRefusal: true } && IsRefusal && AnswerSketch.IsSame(before.Sketch, Sketch)
            ? this with { Since = before.Since }
            : this;
}

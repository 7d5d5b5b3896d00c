using System.Text.Json.Serialization;
using LinkWatch.Urls;

namespace LinkWatch.Judging;

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

using LinkWatch.Fetching;
using LinkWatch.Html;
using LinkWatch.Judging;
using LinkWatch.Links;
using LinkWatch.Urls;

namespace LinkWatch.Tests.Core.Judging;

/// <summary>Builders of pages to judge: a whole, readable page of some length unless said otherwise.</summary>
internal static class Page
{
    public static readonly DateTimeOffset Now = new(2026, 1, 5, 0, 0, 0, TimeSpan.Zero);

    public static readonly WebUrl Source = WebUrl.Parse("https://blog.example/post");

    public static readonly LinkTarget Target = new(WebUrl.Parse("https://shop.example/lamps"));

    public static PageReading Reading(params FoundLink[] links) => new()
    {
        Reader = "anglesharp",
        Encoding = "utf-8",
        BaseUrl = Source,
        Title = "Ten lamps we like",
        Links = links,
        OutboundLinks = 8,
        Text = "A long text about lamps and what we like about them.",
        TextLength = 6000,
        Scripts = 3,
    };

    public static FoundLink Link(string href = "https://shop.example/lamps", string rel = "") => new()
    {
        Href = WebUrl.Parse(href),
        Rel = rel.Split([' ', ','], StringSplitOptions.RemoveEmptyEntries),
        Anchor = "lamps",
        Tag = rel.Length == 0 ? $"<a href=\"{href}\">" : $"<a href=\"{href}\" rel=\"{rel}\">",
    };

    public static PageAnswer Of(PageReading? reading) => new()
    {
        Requested = Source,
        Final = Source,
        HttpStatus = 200,
        End = BodyEnd.Whole,
        Size = 40_000,
        Reading = reading,
        Now = Now,
    };

    public static PageAnswer With(params FoundLink[] links) => Of(Reading(links));

    public static PageAnswer Without { get; } = Of(Reading());

    public static PageAnswer Header(this PageAnswer page, string name, string value) =>
        page with { Headers = new HttpFields([.. page.Headers.Lines, KeyValuePair.Create(name, value)]) };

    public static PageAnswer MovedTo(this PageAnswer page, string url, int status = 301) =>
        page with { Final = WebUrl.Parse(url), Trail = [.. page.Trail, new Hop(status, page.Final, WebUrl.Parse(url))] };

    public static PageAnswer Titled(this PageAnswer page, string? title) => page with { Reading = page.Reading! with { Title = title } };

    public static PageAnswer Saying(this PageAnswer page, string text) =>
        page with { Reading = page.Reading! with { Text = text, TextLength = text.Length } };

    public static RobotsMeta Meta(string content, string agent = "robots") =>
        new(agent, content, $"<meta name=\"{agent}\" content=\"{content}\">");

    public static CanonicalTag Canonical(string href) => new(WebUrl.Parse(href), $"<link rel=\"canonical\" href=\"{href}\">");

    public static Verdict Judged(this PageAnswer page, LinkTarget? target = null) => Judge.One(page, target ?? Target);

    /// <summary><c>status: reason reason</c>, as a reader would say it.</summary>
    public static string Says(this Verdict verdict) =>
        verdict.Reasons.Count == 0
            ? verdict.Status.Name()
            : $"{verdict.Status.Name()}: {string.Join(' ', verdict.Reasons.Select(reason => reason.Name()))}";
}


namespace LinkWatch.Judging;

/// <summary>The facts about a page that are reported beside the verdicts on its links.</summary>
public static class Facts
{
    public static PageFacts Of(PageAnswer page)
    {
        var reading = page.Reading;
        return new PageFacts
        {
            FinalUrl = page.Final,
            HttpStatus = page.HttpStatus,
            Trail = [.. page.Trail.Select(Redirection.Describe)],
            Robots = Indexing.Directives(page),
            Canonical = reading is null ? null : Canonical.Of(reading, page.Headers, page.Final).Url?.Href,
            Encoding = reading?.Encoding,
            Title = reading?.Title,
            OutboundLinks = reading?.OutboundLinks ?? 0,
        };
    }
}

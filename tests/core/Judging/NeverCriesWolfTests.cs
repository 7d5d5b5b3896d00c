using LinkWatch.Fetching;
using LinkWatch.Html;
using LinkWatch.Judging;
using LinkWatch.Links;
using LinkWatch.Robots;
using LinkWatch.Urls;

namespace LinkWatch.Tests.Core.Judging;

/// <summary>What must hold of every verdict, whatever came: tried on all combinations of what can go wrong with an answer.</summary>
public sealed class NeverCriesWolfTests
{
    [Fact]
    public void Nothing_that_failed_or_came_incomplete_or_could_not_be_read_is_lost()
    {
        foreach (var page in Everything().Where(page => page.Judged().Status == Status.Lost))
        {
            Assert.Null(page.Failure);
            Assert.Null(page.Robots.Refusal);
            if (page.HttpStatus is 404 or 410)
            {
                Assert.True(page.End is BodyEnd.Whole or BodyEnd.Empty || page.IsEndedByClose, page.ToString());
                continue;
            }

            Assert.InRange(page.HttpStatus ?? 0, 200, 299);
            if (page.Kind.Form == BodyForm.Other) Assert.True(page.End == BodyEnd.Whole || page.IsEndedByClose, page.ToString());
            else Assert.True(
                page is { Kind.Form: BodyForm.Html, HttpStatus: 200 or 203, End: BodyEnd.Whole, Reading.Links.Count: 0 }, page.ToString());
        }
    }

    [Fact]
    public void A_link_that_was_read_on_a_page_is_never_lost()
    {
        foreach (var page in Everything().Where(page => page is
        {
            Failure: null,
            Kind.Form: BodyForm.Html,
            Reading.Links.Count: > 0,
            HttpStatus: 200 or 202 or 203 or 206,
            Robots.Refusal: null
        } && page.End != BodyEnd.Empty))
        {
            Assert.True(page.Judged().Status is Status.Live or Status.Unindexed, page.ToString());
        }
    }

    [Fact]
    public void Only_a_whole_page_can_bring_a_lost_link_back()
    {
        foreach (var page in Everything())
        {
            var verdict = page.Judged();
            if (verdict.IsComplete && verdict.Links.Count > 0) Assert.True(page.IsComplete, page.ToString());
            if (verdict.Status == Status.Unknown) Assert.False(verdict.IsComplete);
            if (verdict.Status == Status.Lost) Assert.True(verdict.IsComplete);
        }
    }

    [Fact]
    public void The_first_reason_carries_the_status_and_every_reason_has_evidence()
    {
        foreach (var verdict in Everything().Select(page => page.Judged()))
        {
            Assert.Equal(verdict.Status == Status.Live, verdict.Reasons.Count == 0);
            if (verdict.Reasons.Count > 0) Assert.Equal(verdict.Status, Reasons.StatusOf(verdict.Reasons[0]));
            Assert.True(verdict.Evidence.Count >= verdict.Reasons.Count);
        }
    }

    private static IEnumerable<PageAnswer> Everything() =>
        from status in (int?[])[null, 101, 200, 202, 203, 204, 206, 301, 304, 403, 404, 410, 429, 500, 503, 999]
        from end in Enum.GetValues<BodyEnd>()
        from failure in (FetchFailure?[])[null, new(Reason.Timeout, "no answer in time")]
        from refusal in (Reason?[])[null, Reason.RobotsRefused]
        from rule in (string?[])[null, "Disallow: /"]
        from reading in (PageReading?[])[null, Page.Reading(), Page.Reading(Page.Link()), Page.Reading() with { Title = "404 not found" }]
        from kind in (BodyKind[])[BodyKind.Html, new(BodyForm.Other, "sent as application/pdf"), new(BodyForm.Garbled, "gzip data")]
        from isEndedByClose in (bool[])[false, true]
        from final in (WebUrl[])[Page.Source, WebUrl.Parse("https://blog.example/")]
        select new PageAnswer
        {
            Requested = Page.Source,
            Final = final,
            HttpStatus = status,
            End = end,
            IsEndedByClose = isEndedByClose,
            Failure = failure,
            Reading = reading,
            Kind = kind,
            Size = 1000,
            Robots = new RobotsStanding { Refusal = refusal, GooglebotRule = rule },
            Previous = new Fingerprint("Ten lamps we like", 40_000, 40),
            Now = Page.Now,
        };
}

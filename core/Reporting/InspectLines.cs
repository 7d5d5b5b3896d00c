using System.Text;
using System.Text.Json;
using LinkWatch.Checking;
using LinkWatch.Fetching;
using LinkWatch.Html;
using LinkWatch.Judging;
using LinkWatch.Links;
using LinkWatch.Robots;

namespace LinkWatch.Reporting;

/// <summary>
/// <c>linkwatch inspect</c>: judges saved pages as a check would judge them when it fetched them, but for what it would fetch besides
/// (the end of a redirect, the canonical page), which is not known. One JSON line in, one out.
/// </summary>
/// <param name="decider">The reader that decides.</param>
/// <param name="independent">The reader that is asked before a link is called removed.</param>
/// <param name="time">When the pages are judged: <c>unavailable_after</c> is past or not.</param>
public sealed class InspectLines(IPageReader decider, IPageReader independent, TimeProvider time)
{
    /// <summary>As much as a check keeps of a page.</summary>
    private const int MaxBytes = 5 * 1024 * 1024;

    private static readonly JsonDocumentOptions Strict = new() { MaxDepth = 64 };

    /// <summary>The line's verdicts; for an unreadable line, its <c>id</c>, if it has one, and an <c>error</c>.</summary>
    public string Answer(string line)
    {
        JsonElement? id = null;
        try
        {
            using var document = JsonDocument.Parse(line, Strict);
            var root = document.RootElement;
            if (root.ValueKind != JsonValueKind.Object) return Json.Write(new InspectError(null, "the line is not a JSON object"));
            if (root.TryGetProperty("id", out var given)) id = given.Clone();
            return Json.Write(Inspect(id, InspectRequest.Read(root)));
        }
        catch (JsonException e)
        {
            return Json.Write(new InspectError(id, $"the line is not JSON: {e.Message}"));
        }
        catch (Exception e) when (e is FormatException or InvalidOperationException)
        {
            // InvalidOperationException: a string that holds half a surrogate pair.
            return Json.Write(new InspectError(id, e.Message));
        }
    }

    private InspectReport Inspect(JsonElement? id, InspectRequest request)
    {
        var targets = request.Targets.Select(target => target.Target).ToList();
        var page = AnswerOf(request, targets);
        var verdicts = Judge.All(page, targets);
        if (verdicts.Any(verdict => verdict.Reasons.Contains(Reason.LinkRemoved)))
        {
            var (second, why) = Read(independent, SourceOf(request, targets));
            page = page with { SecondOpinion = second, NoSecondOpinion = why };
            verdicts = Judge.All(page, targets);
        }

        var facts = PageFacts.Of(page);
        return new InspectReport(
            id,
            [.. verdicts.Select((verdict, at) => InspectedLink.Of(request.Targets[at].Written, verdict))],
            new InspectedPage(facts.Robots, facts.Canonical, facts.Encoding));
    }

    private PageAnswer AnswerOf(InspectRequest request, IReadOnlyList<LinkTarget> targets)
    {
        var source = SourceOf(request, targets);
        var page = new PageAnswer
        {
            Requested = request.Url,
            Final = request.Url,
            HttpStatus = request.Status,
            Headers = request.Headers,
            End = BodyKind.IsBlank(request.Body) ? BodyEnd.Empty : request.Body.Length > MaxBytes ? BodyEnd.TooLarge : BodyEnd.Whole,
            Size = source.Body.Length,
            Kind = BodyKind.Of(source.ContentType, source.Body.Span),
            Robots = StandingOf(request),
            Now = time.GetUtcNow(),
        };
        if (request.Status is 301 or 302 or 303 or 307 or 308)
            return page with { Failure = SentOn($"HTTP {request.Status}", request.Headers.First("Location")) };
        if (page.Kind.Form != BodyForm.Html || page.End == BodyEnd.Empty) return page;
        var (reading, why) = Read(decider, source);
        page = page with { Reading = reading, Unreadable = why };
        return RefreshRules.OfSaved(page, targets) is { } refresh
            ? page with { Failure = SentOn((string)refresh.Tag, (string)refresh.Url.Href) }
            : page;
    }

    /// <summary>What is at the end of a redirect was not saved, so that nothing can be said of the link.</summary>
    private static FetchFailure SentOn(string how, string? to) =>
        new(Reason.BadRedirect, $"{how} leads to {to ?? "nowhere"}, and what is there was not saved");

    private static PageSource SourceOf(InspectRequest request, IReadOnlyList<LinkTarget> targets)
    {
        var type = request.Headers.ContentType ?? "text/html";
        if (request.IsText) type = $"{type.Split(';')[0]}; charset=utf-8";
        return new PageSource(request.Url, request.Body.AsMemory(0, Math.Min(request.Body.Length, MaxBytes)), type, targets);
    }

    private static RobotsStanding StandingOf(InspectRequest request)
    {
        if (request.RobotsTxt is not { } text) return new RobotsStanding();
        var rules = RobotsRules.Parse(Encoding.UTF8.GetBytes(text));
        var ours = rules.Evaluate(new FetchOptions().Agent, request.Url);
        var googlebot = rules.Evaluate("Googlebot", request.Url);
        return new RobotsStanding
        {
            Refusal = ours.IsAllowed ? null : Reason.RobotsRefused,
            RefusalDetail = ours.IsAllowed ? null : ours.Rule,
            GooglebotRule = googlebot.IsAllowed ? null : googlebot.Rule,
        };
    }

    private static (PageReading? Reading, string? Why) Read(IPageReader reader, PageSource source)
    {
        try
        {
            return reader.Read(source, CancellationToken.None) is { } reading ? (reading, null) : (null, "the reader abstains");
        }
        catch (Exception e)
        {
            return (null, e is PageUnreadableException ? e.Message : $"reading it failed ({e.GetType().Name})");
        }
    }
}

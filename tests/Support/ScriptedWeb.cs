using System.Collections.Concurrent;
using LinkWatch.Checking;
using LinkWatch.Html;
using LinkWatch.Judging;
using LinkWatch.Links;

namespace LinkWatch.Tests.Support;

/// <summary>Pages with scripted content: replaces the network in tests of the steps that follow.</summary>
public sealed class ScriptedWeb : IPageVisitor
{
    private readonly ConcurrentDictionary<string, Func<VisitRequest, Visit>> pages = new();

    /// <summary>Every visit, in order.</summary>
    public ConcurrentQueue<VisitRequest> Visits { get; } = new();

    /// <summary>Runs before a visit answers: to hold it, or to change something meanwhile.</summary>
    public Func<VisitRequest, CancellationToken, Task> Before { get; set; } = (_, _) => Task.CompletedTask;

    public void Say(string url, Status status, params Reason[] reasons) => pages[url] = request => Visit(request, status, reasons);

    public void Say(string url, Func<VisitRequest, Visit> answer) => pages[url] = answer;

    public async Task<Visit> VisitAsync(VisitRequest request, CancellationToken cancellationToken)
    {
        Visits.Enqueue(request);
        await Before(request, cancellationToken);
        return pages.TryGetValue(request.Url.Href, out var answer) ? answer(request) : Visit(request, Status.Live);
    }

    public static Visit Visit(VisitRequest request, Status status, params Reason[] reasons) => new()
    {
        Verdicts =
        [
            .. request.Targets.Select(target => Verdict(target, status, reasons)),
            .. request.IsTarget ? [OfTarget(status, reasons)] : Array.Empty<Verdict>(),
        ],
        Facts = new PageFacts { FinalUrl = request.Url, HttpStatus = 200 },
        Known = new KnownPage { FinalUrl = request.Url, BodyHash = "body" },
        IsUnconditional = request.IsUnconditional,
        IsPageAlike = true,
    };

    private static Verdict OfTarget(Status status, Reason[] reasons) => new()
    {
        Status = status,
        Reasons = reasons,
        IsComplete = status != Status.Unknown,
        IsOfTarget = true,
    };

    private static Verdict Verdict(LinkTarget target, Status status, Reason[] reasons) => new()
    {
        Status = status,
        Reasons = reasons,
        IsComplete = status != Status.Unknown,
        Links = status is Status.Lost or Status.Unknown
            ? []
            : [new FoundLink { Href = target.Url, Anchor = "anchor", Tag = $"<a href=\"{target.Url}\">" }],
    };
}

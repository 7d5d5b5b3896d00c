using LinkWatch.Fetching;
using LinkWatch.Html;
using LinkWatch.Judging;
using LinkWatch.Links;
using LinkWatch.Topics;
using LinkWatch.Urls;

namespace LinkWatch.Checking;

/// <summary>What is kept of a page between visits, and when it stands for the page.</summary>
internal static class PageReusePolicy
{
    /// <summary>
    /// Readings whose links, tags and anchors are longer (in characters) are not kept: the row and the message have to stay small.
    /// </summary>
    private const int MaxCharacters = 6000;

    private const int MaxLinks = 32;

    /// <summary>
    /// What the last visit kept, where this one may lean on it: read by the same readers, and not asked to see for itself.
    /// </summary>
    public static KnownPage? Reusable(VisitRequest request)
    {
        if (request is not
            {
                IsUnconditional: false,
                IsOneOff: false,
                Known: { Reading: not null, ReadersVersion: BodyReaders.Version } known
            })
            return null;
        // Neither is there where a link was added or edited: what was kept was read for other links.
        return known is { Validators: null, BodyHash: null } ? null : known;
    }

    /// <summary>Whether a 304 says that the page is the one that is known.</summary>
    public static bool Stands(KnownPage? known, Fetched fetched) =>
        known is not null && fetched.HttpStatus == 304 && known.FinalUrl.Equals(fetched.Final);

    /// <summary>A 304 as the answer that it stands for. Headers that it does not repeat are those of the page it confirms.</summary>
    public static PageAnswer Unchanged(PageAnswer answer, KnownPage known, HttpFields headers) => answer with
    {
        HttpStatus = 200,
        Headers = new HttpFields(
            [.. headers.Lines, .. Missing(headers, "X-Robots-Tag", known.RobotsHeaders), .. Missing(
                headers, "Link", known.CanonicalHeaders)]),
        End = BodyEnd.Whole,
        Size = known.Size,
        Kind = BodyKind.Html,
        Reading = known.Reading,
    };

    /// <summary>
    /// What to keep after a visit. Where the page could not be judged, or another stands in its place: what was known before.
    /// </summary>
    public static KnownPage? After(VisitContext visit, FetchedPage page, IReadOnlyList<Verdict> verdicts)
    {
        var known = visit.Request.Known;
        var answer = page.Answer;
        if (!answer.IsComplete) return Before(visit, answer.Ending);
        var ending = PageEnding.After(answer, verdicts);
        if (!verdicts.All(IsOfThePage)) return Before(visit, ending, answer.CanonicalPage);
        if (page.IsUnchanged)
            return visit.Reusable! with { Robots = visit.Robots, CanonicalPage = Small(answer.CanonicalPage), Ending = ending };

        var reading = answer.Trail.Any(hop => hop.RefreshAfter is not null) ? null : Compact(answer.Reading!);
        var isItself = verdicts.Any(verdict => verdict.Links.Count > 0)
            || verdicts.All(verdict => verdict is { IsOfTarget: true, Status: Status.Live });
        isItself &= ending?.BrokenSince is null || known?.Fingerprint is null;
        return new KnownPage
        {
            Validators = reading is null ? null : ValidatorsOf(page.Headers, answer.Final),
            BodyHash = reading is null ? null : page.BodyHash,
            Size = answer.Size,
            ReadersVersion = BodyReaders.Version,
            FinalUrl = answer.Final,
            Trail = answer.Trail,
            RobotsHeaders = [.. page.Headers.All("X-Robots-Tag")],
            CanonicalHeaders = [.. page.Headers.All("Link").Where(line => LinkHeader.Canonicals(line).Any())],
            Reading = reading,
            CanonicalPage = Small(answer.CanonicalPage),
            Robots = visit.Robots,
            Fingerprint = isItself ? PageLikeness.Of(answer.Reading!, answer.Size) : known?.Fingerprint,
            Topic = isItself ? TopicAfter(visit, page) : known?.Topic,
            Network = known?.Network ?? (isItself ? page.Network : null),
            LinksTo = isItself && visit.Request.IsTarget ? LinksToAfter(visit, page) : known?.LinksTo,
            Ending = ending,
            ReadAt = visit.Request.IsUnconditional || known is null || known.ReadAt == default ? visit.Now : known.ReadAt,
        };
    }

    /// <summary>
    /// Once known, it is looked at again only by readings without validators: a page that differs every day costs no more than others.
    /// </summary>
    private static PageTopic? TopicAfter(VisitContext visit, FetchedPage page)
    {
        var known = visit.Request.Known?.Topic;
        if (page.Source is not { } source || (known is not null && !visit.Request.IsUnconditional)) return known;
        return PageTopic.After(known, TopicReader.Read(source, page.Headers.First("Content-Language")));
    }

    private static string? LinksToAfter(VisitContext visit, FetchedPage page)
    {
        var known = visit.Request.Known?.LinksTo;
        return page.Source is not { } source || (known is not null && !visit.Request.IsUnconditional) ? known : OutboundHosts.Of(source);
    }

    /// <summary>
    /// What was known, with what robots.txt says now: an outage of it must not begin anew with every visit,
    /// and bad news from it must be asked for anew at the next.
    /// </summary>
    private static KnownPage? Before(VisitContext visit, PageEnding? ending, CanonicalPage? canonical = null) =>
        visit.Request.Known is { } known ? known with
        {
            Robots = visit.Robots ?? known.Robots,
            Ending = ending ?? known.Ending,
            CanonicalPage = known.CanonicalPage is { } there && there.Url.Equals(canonical?.Url)
                ? there with { Ending = canonical.Ending }
                : known.CanonicalPage,
        }
        : ending is not null || visit.Robots is { UnreachableSince: not null } or { Refusal: not null } or { GooglebotRule: not null }
            ? new KnownPage { FinalUrl = visit.Request.Url, Robots = visit.Robots, Ending = ending }
        : null;

    /// <summary>
    /// Whether the verdict can be told again from the compact reading. Walls and other pages in place of the page are told by the text,
    /// which is not kept: an unchanged wall would be judged as a page without the link. A disputed link needs its second opinion again.
    /// </summary>
    private static bool IsOfThePage(Verdict verdict) =>
        verdict.Links.Count > 0
        || (verdict.Reasons.Contains(Reason.LinkRemoved) && !verdict.IsDisputed)
        || (verdict is { IsOfTarget: true, IsComplete: true } && !verdict.Reasons.Contains(Reason.PageReplaced));

    private static PageReading? Compact(PageReading reading)
    {
        if (reading.Links.Count > MaxLinks) return null;
        var characters = reading.Links.Sum(link => link.Tag.Length + link.Anchor.Length + link.Href.Href.Length)
            + reading.Robots.Sum(tag => tag.Tag.Length + tag.Content.Length)
            + reading.Canonicals.Sum(tag => tag.Tag.Length + tag.Href.Href.Length)
            + reading.ScriptedTargets.Sum(target => target.Length)
            + (reading.Instead?.Urls.Sum(url => url.Href.Length) ?? 0)
            + reading.TargetDoubts.Sum(doubt => doubt.Target.Length + doubt.Says.Length)
            + (reading.Title?.Length ?? 0) + reading.BaseUrl.Href.Length + (reading.Refresh?.Tag.Length ?? 0);
        return characters > MaxCharacters ? null : reading with { Text = "", Shape = null };
    }

    /// <summary>
    /// A canonical's address comes from the page, which may write megabytes: one that no server takes is asked for anew each time.
    /// </summary>
    private static CanonicalPage? Small(CanonicalPage? page) => page is { Url.Href.Length: > MaxCharacters } ? null : page;

    private static Validators? ValidatorsOf(HttpFields headers, WebUrl final)
    {
        var (etag, modified) = (headers.First("ETag"), headers.First("Last-Modified"));
        return etag is null && modified is null ? null : new Validators(etag, modified, final);
    }

    private static IEnumerable<KeyValuePair<string, string>> Missing(HttpFields headers, string name, IReadOnlyList<string> known) =>
        headers.All(name).Any() ? [] : known.Select(line => KeyValuePair.Create(name, line));
}

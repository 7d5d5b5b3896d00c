using System.Globalization;
using LinkWatch.Fetching;
using LinkWatch.Judging.Signatures;
using LinkWatch.Links;

namespace LinkWatch.Judging;

/// <summary>What the answer itself says before any link is looked for: no answer, a bad status, or no page in it.</summary>
internal static class ResponseProblems
{
    /// <summary>Why the answer holds no page that could be judged, or null where there is a reading to look into.</summary>
    public static FetchFailure? Of(PageAnswer page)
    {
        if (page.Failure is { Reason: Reason.RedirectLoop } loop && Redirection.HasCookies(page.Trail))
            return new(Reason.Blocked, $"{loop.Detail}, although the cookies that were set on the way were sent");
        if (page.Failure is { } failure) return failure;
        if (page.HttpStatus is not { } status) return new(Reason.Unreadable, "no answer");
        if (status is < 200 or > 299) return Wall(page) ?? OfStatus(page, status, IsCutShort(page));
        if (status is 204 or 205 || page.End == BodyEnd.Empty)
            return Wall(page) ?? new(Reason.Unreadable, $"HTTP {Text(status)} with an empty body");
        if (page.Kind.Form != BodyForm.Html) return Wall(page) ?? NoPage(page, status);
        if (page.Reading is null)
            return Wall(page) ?? Incomplete(page) ?? new(Reason.Unreadable, page.Unreadable ?? "the page could not be read");
        return null;
    }

    /// <summary>What a body's end says where the link was not in what arrived; null for a whole one.</summary>
    public static FetchFailure? Incomplete(PageAnswer page) => page.End switch
    {
        BodyEnd.Whole => page.HttpStatus is 200 or 203 ? null
            : new(Reason.Unreadable, $"HTTP {Text(page.HttpStatus ?? 0)} does not promise the whole page"),
        BodyEnd.TooLarge =>
            new(Reason.TooLarge, $"the page goes on after {Size(page.Size)}, the most that is read; the link is not in that part"),
        BodyEnd.TimedOut => new(Reason.Timeout, $"time ran out after {Size(page.Size)} of the page; the link is not in that part"),
        BodyEnd.Cut => new(Reason.Unreadable, $"the page ended early, after {Size(page.Size)}; the link is not in that part"),
        _ => new(Reason.Unreadable, "the body is empty"),
    };

    public static string Size(long bytes) => bytes switch
    {
        < 10_000 => string.Create(CultureInfo.InvariantCulture, $"{bytes:N0} bytes"),
        < 2 * 1024 * 1024 => string.Create(CultureInfo.InvariantCulture, $"{bytes / 1024.0:N0} KiB"),
        _ => string.Create(CultureInfo.InvariantCulture, $"{bytes / (1024.0 * 1024):N1} MiB"),
    };

    /// <summary>A wall may answer with any status: a challenge sent as 404 or 503, or a login as 410, says nothing of the page.</summary>
    private static FetchFailure? Wall(PageAnswer page)
    {
        var says = WallHeaders.Find(page.Headers)
            ?? (page.Reading is { } reading ? Walls.FindNamed(new PageLook(reading), page.Previous) : null)
            ?? Walls.OnTheWay(page);
        return says is null ? null : new(Reason.Blocked, says);
    }

    /// <summary>
    /// What is no HTML has no closing tag to end with: where only the connection's close ended it, it may well be whole,
    /// and its status and type stand.
    /// </summary>
    private static bool IsCutShort(PageAnswer page) => page.End switch
    {
        BodyEnd.Whole or BodyEnd.Empty => false,
        BodyEnd.Cut => !page.IsEndedByClose,
        _ => true,
    };

    private static FetchFailure NoPage(PageAnswer page, int status)
    {
        if (IsCutShort(page) && Incomplete(page) is { } incomplete) return incomplete;
        return page.Kind.Form == BodyForm.Garbled
            ? new(Reason.Unreadable, $"the body is {page.Kind.Name}, whatever it is called")
            : status is 200 or 203 ? new(Reason.NotHtml, $"HTTP {Text(status)}, {page.Kind.Name}")
            : new(Reason.Unreadable, $"HTTP {Text(status)}, {page.Kind.Name}: it does not promise the page");
    }

    private static FetchFailure OfStatus(PageAnswer page, int status, bool isCutShort) => status switch
    {
        404 or 410 when !isCutShort => Gone(page.ClosedHost, status),
        404 or 410 => new(Reason.Unreadable, $"{Status(status)}, but the answer ended early"),
        >= 500 and <= 599 => new(Reason.ServerError, Status(status)),
        304 => new(Reason.Unreadable, "HTTP 304, though nothing is known of the page to compare with"),
        >= 300 and <= 399 => new(Reason.BadRedirect, $"{Status(status)}, but nowhere to go to"),
        >= 400 => new(Reason.Blocked, Status(status)),
        _ => new(Reason.Unreadable, Status(status)),
    };

    private static FetchFailure Gone(ClosedHost? host, int status)
    {
        if (host is null) return new(Reason.PageGone, Status(status));
        var says = $"{Status(status)}; the front page, {host.FrontPage}, answers the same";
        return host.Belief is { } belief
            ? new(Reason.PageGone, $"{says}, {belief}")
            : new(Reason.Blocked, $"{says}: the host keeps LinkWatch out, or all of it is gone");
    }

    private static string Status(int status) =>
        StatusPhrases.Says(status) is { } says ? $"HTTP {Text(status)}: {says}" : $"HTTP {Text(status)}";

    private static string Text(int status) => status.ToString(CultureInfo.InvariantCulture);
}

/// <summary>What a status code says, in an owner's words (RFC 9110; 999 is LinkedIn's, 520 to 530 are Cloudflare's).</summary>
internal static class StatusPhrases
{
    public static string? Says(int status) => status switch
    {
        401 => "the page asks for a password",
        402 => "the page asks for payment",
        403 => "the server refuses us",
        404 => "there is no such page",
        405 => "the server does not let us read the page",
        406 => "the server has no version of the page for us",
        408 => "the server gave up waiting for our request",
        410 => "the page is gone for good",
        418 => "the server takes us for a robot",
        421 => "the server says that the request came to the wrong host",
        423 => "the page is locked",
        429 => "the server says that we ask too often",
        451 => "the page is withheld for legal reasons",
        500 => "the server failed",
        502 => "the server behind this one failed",
        503 => "the server is not available now",
        504 => "the server behind this one did not answer",
        >= 520 and <= 530 => "Cloudflare could not reach the server",
        999 => "the server takes us for a robot",
        _ => null,
    };
}

using System.Globalization;
using System.IO.Hashing;
using LinkWatch.Fetching;
using LinkWatch.Html;
using LinkWatch.Judging;
using LinkWatch.Robots;
using LinkWatch.Urls;

namespace LinkWatch.Checking;

/// <summary>One page as it arrived and was read, with what is needed to read it again or to keep it. Dispose gives the body back.</summary>
internal sealed class FetchedPage(PageAnswer answer, Fetched? fetched = null) : IDisposable
{
    /// <summary>What is judged; it grows as more is learned.</summary>
    public PageAnswer Answer { get; set; } = answer;

    /// <summary>For another reader; null where there is no body to read.</summary>
    public PageSource? Source { get; init; }

    /// <summary>The headers that came, which are not all those that are judged where the page is unchanged.</summary>
    public HttpFields Headers { get; } = fetched?.Headers ?? HttpFields.Empty;

    public int? HttpStatus { get; } = fetched?.HttpStatus;

    /// <summary>As in <see cref="Fetched.Network"/>.</summary>
    public string? Network { get; } = fetched?.Network;

    /// <summary>Decompressed, as much as arrived; gone with the page.</summary>
    public ReadOnlyMemory<byte> Body => fetched?.Body ?? default;

    public string? BodyHash { get; init; }

    /// <summary>304, or the same bytes as before: the stored reading stands for it.</summary>
    public bool IsUnchanged { get; init; }

    public bool SentValidators { get; init; }

    public void Dispose() => fetched?.Dispose();
}

/// <summary>Turns an answer into something that can be judged: reads it, or takes the stored reading if the page is unchanged.</summary>
internal sealed class FetchedPageReader(
    BodyReaders readers, VisitContext visit, IReadOnlyList<Hop> trail, RobotsStanding standing, bool sentValidators)
{
    /// <summary>Error pages are read for the marks of a wall only.</summary>
    private const int MaxOfAnErrorPage = 1024 * 1024;

    /// <summary>The arrival owns <paramref name="fetched"/> from here on.</summary>
    public async Task<FetchedPage> ReadAsync(Fetched fetched, CancellationToken cancellationToken)
    {
        var answer = Answer(fetched);
        var known = visit.Reusable;
        if (PageReusePolicy.Stands(known, fetched))
            return Arrive(PageReusePolicy.Unchanged(answer, known!, fetched.Headers), fetched, isUnchanged: true);
        if (!IsToBeRead(answer)) return Arrive(answer, fetched, hash: Hash(fetched));

        var source = new PageSource(fetched.Final, fetched.Body, fetched.Headers.ContentType, visit.Request.Targets)
        {
            Referrer = answer.Referrer,
            IsTarget = visit.Request.IsTarget,
        };
        var hash = Hash(fetched);
        var isSame = hash is not null && hash == known?.BodyHash && known.FinalUrl.Equals(fetched.Final)
            && answer is { HttpStatus: 200, End: BodyEnd.Whole };
        if (isSame) return Arrive(answer with { Reading = known!.Reading }, fetched, source, hash, isUnchanged: true);

        // A wall is told by its text, which the scanner does not keep: before a target it would pass for the page.
        var (reading, why) = visit.Request.IsTarget
            ? await readers.DecideAsync(source, cancellationToken)
            : await readers.ReadAsync(source, cancellationToken);
        return Arrive(answer with { Reading = reading, Unreadable = why }, fetched, source, hash);
    }

    private FetchedPage Arrive(
        PageAnswer answer, Fetched fetched, PageSource? source = null, string? hash = null, bool isUnchanged = false) =>
        new(answer, fetched) { Source = source, BodyHash = hash, IsUnchanged = isUnchanged, SentValidators = sentValidators };

    private PageAnswer Answer(Fetched fetched) => visit.EmptyAnswer(standing) with
    {
        Final = fetched.Final,
        Trail = trail.Count == 0 ? fetched.Trail : [.. trail, .. fetched.Trail],
        Failure = fetched.Failure,
        HttpStatus = fetched.HttpStatus,
        Headers = fetched.Headers,
        End = fetched.End == BodyEnd.Whole && BodyKind.IsBlank(fetched.Body.Span) ? BodyEnd.Empty : fetched.End,
        IsEndedByClose = fetched.IsEndedByClose,
        Size = fetched.Body.Length,
        Kind = BodyKind.Of(fetched.Headers.ContentType, fetched.Body.Span),
        Ending = visit.Request.Known is { } known && UrlIdentity.IsSamePage(known.FinalUrl, fetched.Final) ? known.Ending : null,
    };

    private static bool IsToBeRead(PageAnswer answer) =>
        answer is { Failure: null, Robots.Refusal: null, End: not BodyEnd.Empty, Kind.Form: BodyForm.Html } && answer.HttpStatus switch
        {
            >= 200 and <= 299 => true,
            404 or 410 or (>= 500 and <= 599) => answer.Size <= MaxOfAnErrorPage,
            _ => false,
        };

    private string? Hash(Fetched fetched) => visit.Request.IsOneOff || fetched.Body.IsEmpty ? null : BodyHash.Of(fetched.Body.Span);
}

/// <summary>Whether a body is the one of the last visit: XXH3, 64 bits, seed 0. Not collision resistant.</summary>
/// <remarks>
/// A server that wants to pass a changed page off as an old one needs no collision: it can answer 304, and unconditional visits do not
/// ask the hash. Nor does one that wants its page to be taken for another's replacement: it can send the same body.
/// </remarks>
internal static class BodyHash
{
    /// <summary>Sixteen hexadecimal digits.</summary>
    public static string Of(ReadOnlySpan<byte> body) => XxHash3.HashToUInt64(body).ToString("x16", CultureInfo.InvariantCulture);
}

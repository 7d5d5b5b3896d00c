using LinkWatch.Fetching;
using LinkWatch.Html;
using LinkWatch.Judging;
using LinkWatch.Robots;
using LinkWatch.Urls;

namespace LinkWatch.Checking;

/// <summary>Makes of what was fetched what can be judged: the stored reading where the page is unchanged, else a new one.</summary>
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
        };
        var hash = Hash(fetched);
        var isSame = hash is not null && hash == known?.BodyHash && known.FinalUrl.Equals(fetched.Final)
            && answer is { HttpStatus: 200, End: BodyEnd.Whole };
        if (isSame) return Arrive(answer with { Reading = known!.Reading }, fetched, source, hash, isUnchanged: true);

        var (reading, why) = await readers.ReadAsync(source, cancellationToken);
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

using LinkWatch.Fetching;
using LinkWatch.Judging;
using LinkWatch.Judging.Robots;
using LinkWatch.Links;
using LinkWatch.Reading;

namespace LinkWatch.Visiting;

/// <summary>Makes of what was fetched what can be judged: the stored reading where the page is unchanged, else a new one.</summary>
internal sealed class ArrivalReading(BodyReaders readers, Errand errand, IReadOnlyList<Hop> trail, RobotsStanding standing, bool sentValidators)
{
    /// <summary>Error pages are read for the marks of a bot wall only, and walls are short.</summary>
    private const int MostOfAnErrorPage = 64 * 1024;

    /// <summary>The arrival owns <paramref name="fetched"/> from here on.</summary>
    public async Task<Arrival> ReadAsync(Fetched fetched, CancellationToken cancellationToken)
    {
        var answer = Answer(fetched);
        if (Keeping.Stands(errand.Reusable, fetched)) return new(Keeping.Unchanged(answer, errand.Reusable!, fetched.Headers), fetched) { IsUnchanged = true, SentValidators = sentValidators };
        if (!IsToBeRead(answer)) return new(answer, fetched) { BodyHash = Hash(fetched), SentValidators = sentValidators };

        var source = new PageSource(fetched.Final, fetched.Body, fetched.Headers.First("Content-Type"), errand.Request.Targets);
        var hash = Hash(fetched);
        if (errand.Reusable is { } known && hash == known.BodyHash && known.FinalUrl.Equals(fetched.Final) && answer is { HttpStatus: 200, End: BodyEnd.Whole })
            return new(answer with { Reading = known.Reading }, fetched) { Source = source, BodyHash = hash, IsUnchanged = true, SentValidators = sentValidators };

        var (reading, why) = readers.Scan(source, cancellationToken) is { } scanned ? (scanned, null) : await readers.DecideAsync(source, cancellationToken);
        return new(answer with { Reading = reading, Unreadable = why }, fetched) { Source = source, BodyHash = hash, SentValidators = sentValidators };
    }

    private PageAnswer Answer(Fetched fetched) => errand.Nothing(standing) with
    {
        Final = fetched.Final,
        Trail = trail.Count == 0 ? fetched.Trail : [.. trail, .. fetched.Trail],
        Failure = fetched.Failure,
        HttpStatus = fetched.HttpStatus,
        Headers = fetched.Headers,
        End = fetched.End,
        IsEndedByClose = fetched.IsEndedByClose,
        Size = fetched.Body.Length,
        Kind = BodyKind.Of(fetched.Headers.First("Content-Type"), fetched.Body.Span),
    };

    private static bool IsToBeRead(PageAnswer answer) =>
        answer is { Failure: null, Robots.Refusal: null, Size: > 0, Kind.Form: BodyForm.Html } && answer.HttpStatus switch
        {
            >= 200 and <= 299 => true,
            404 or 410 or (>= 500 and <= 599) => answer.Size <= MostOfAnErrorPage,
            _ => false,
        };

    private string? Hash(Fetched fetched) => errand.Request.IsOneOff || fetched.Body.IsEmpty ? null : Ids.Hash(fetched.Body.Span);
}

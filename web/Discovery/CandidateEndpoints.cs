using LinkWatch.Discovery;
using LinkWatch.Links;
using LinkWatch.Storage;
using LinkWatch.Urls;
using Microsoft.AspNetCore.Http;

namespace LinkWatch.Web.Discovery;

/// <summary>The inbox of a site: pages that may link to it.</summary>
public sealed class CandidateEndpoints(ISiteStore sites, InboxReader reader, ICandidateInbox inbox, CandidateActions actions)
{
    public const string State = "state";

    public async Task<IResult> ListAsync(string site, HttpRequest request, CancellationToken cancellationToken)
    {
        if (await sites.FindSiteAsync(site, cancellationToken) is null) return ApiAnswer.NoSuchSite();
        var (given, state) = ((string?)request.Query[State], CandidateState.Waiting);
        if (!string.IsNullOrEmpty(given))
        {
            if (KebabCase.Parse<CandidateState>(given) is not { } known) return ApiAnswer.BadParameter(State, $"not one of {States}");
            state = known;
        }

        var (page, refusal) = Paging.Of(request, Keys.CandidatePlaces(state));
        if (page is null) return refusal!;
        var sums = await reader.SumsAsync(site, cancellationToken);
        var portion = await reader.ListAsync(site, state, page.From, page.Rows, cancellationToken);
        return ApiAnswer.Of(new CandidateList(
            [.. portion.Candidates.Select(CandidateReport.Of)],
            sums.Counts.ToDictionary(count => count.Key.Name(), count => count.Value, StringComparer.Ordinal),
            portion.Next));
    }

    /// <summary>Repeating it changes nothing.</summary>
    public async Task<IResult> AddAsync(string site, HttpRequest request, CancellationToken cancellationToken)
    {
        if (await sites.FindSiteAsync(site, cancellationToken) is null) return ApiAnswer.NoSuchSite();
        var (body, refusal) = await RequestBody.ReadAsync<CandidatesRequest>(request, cancellationToken);
        if (body is null) return refusal!;
        var candidates = new List<Candidate>();
        foreach (var source in body.Sources ?? [])
        {
            if (!WebUrl.TryParse(source, out var url) || !url.IsHttp)
                return ApiAnswer.BadMember("sources", $"sources: “{source}” isn't a web address; write it as https://blog.example/post");
            candidates.Add(new Candidate(url, CandidateOrigin.Owner));
        }

        if (Refusal("sources", candidates.Count) is { } refused) return refused;
        return ApiAnswer.Of(await inbox.AddAsync(site, candidates.ToAsyncEnumerable(), isTrial: false, cancellationToken));
    }

    public async Task<IResult> ActAsync(string site, HttpRequest request, CancellationToken cancellationToken)
    {
        if (await sites.FindSiteAsync(site, cancellationToken) is not { Row: var owner }) return ApiAnswer.NoSuchSite();
        var (body, refusal) = await RequestBody.ReadAsync<CandidateActionRequest>(request, cancellationToken);
        if (body is null) return refusal!;
        if (KebabCase.Parse<CandidateAction>(body.Action ?? "") is not { } action)
            return ApiAnswer.BadMember("action", $"action: “{body.Action}” is invalid; use dismiss, track or retry");
        var ids = body.Ids ?? [];
        if (Refusal("ids", ids.Count) is { } refused) return refused;
        if (ids.FirstOrDefault(id => !Paging.IsKey(id, "")) is { } wrong)
            return ApiAnswer.BadMember("ids", $"ids: “{wrong}” is no id of a candidate");
        return ApiAnswer.Of(new CandidatesChanged(await actions.ActAsync(owner, ids, action, cancellationToken)));
    }

    private static string States => string.Join(", ", Enum.GetValues<CandidateState>().Select(state => state.Name()));

    private static IResult? Refusal(string name, int count) => count is > 0 and <= CandidateActions.MaxAtOnce
        ? null
        : ApiAnswer.BadMember(name, $"{name}: {count} of them; give 1 to {CandidateActions.MaxAtOnce}");
}

/// <summary>Pages that may link to the site.</summary>
public sealed record CandidatesRequest
{
    public IReadOnlyList<string>? Sources { get; init; }
}

/// <summary>What is done with candidates.</summary>
public sealed record CandidateActionRequest
{
    /// <summary>dismiss, track or retry.</summary>
    public string? Action { get; init; }

    public IReadOnlyList<string>? Ids { get; init; }
}

/// <param name="Candidates">A page of them.</param>
/// <param name="Counts">Of all candidates, by state.</param>
/// <param name="Next">What the next page is asked for with; null at the end.</param>
public sealed record CandidateList(IReadOnlyList<CandidateReport> Candidates, IReadOnlyDictionary<string, int> Counts, string? Next);

/// <param name="Changed">Those that are as they shall be already are not counted.</param>
public sealed record CandidatesChanged(int Changed);

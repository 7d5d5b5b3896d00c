using LinkWatch.Discovery;
using LinkWatch.Links;
using LinkWatch.Storage;
using LinkWatch.Urls;
using LinkWatch.Web.Dashboard.Pages;
using LinkWatch.Web.Dashboard.Serving;
using Microsoft.AspNetCore.Http;

namespace LinkWatch.Web.Dashboard;

/// <summary>A site's inbox: pages that may link to it, and what the owner makes of them.</summary>
public sealed class DiscoveryViews(InboxReader reader, ICandidateInbox inbox, CandidateActions actions, SiteAddresses addresses)
{
    private const int Rows = 50;

    public Task<IResult> ShowAsync(DashboardCall call) => PageAsync(call, problem: null);

    public async Task<IResult> AddAsync(DashboardCall call)
    {
        var lines = (call.Field("pages") ?? "").Split('\n', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries);
        if (lines.Length == 0) return await PageAsync(call, "Paste the addresses of pages, one per line.");
        if (lines.Length > CandidateActions.MaxAtOnce)
            return await PageAsync(call, $"Paste at most {CandidateActions.MaxAtOnce} addresses at once.");
        var candidates = new List<Candidate>();
        foreach (var line in lines)
        {
            if (!WebUrl.TryParse(line.Contains("://", StringComparison.Ordinal) ? line : $"https://{line}", out var url) || !url.IsHttp)
                return await PageAsync(call, $"“{line}” isn’t a web address; write it as https://blog.example/post. Nothing was added.");
            candidates.Add(new Candidate(url, CandidateOrigin.Owner));
        }

        var count = await inbox.AddAsync(call.Site!.Id, candidates.ToAsyncEnumerable(), isTrial: false, call.Stop);
        return call.Done(Addresses.Discovery(call.Site.Id), CandidateWords.Of(count));
    }

    public async Task<IResult> ActAsync(DashboardCall call)
    {
        var back = Addresses.Back(call.Field("back") ?? Addresses.Discovery(call.Site!.Id));
        var chosen = call.Form["candidate"].OfType<string>().Where(id => Paging.IsKey(id, "")).Take(Rows).ToList();
        if (chosen.Count == 0) return call.Done(back, "No page was chosen.");
        if (KebabCase.Parse<CandidateAction>(call.Field("action") ?? "") is not { } action) return call.Done(back, "Choose what to do.");
        var changed = await actions.ActAsync(call.Site!, chosen, action, call.Stop);
        return call.Done(back, $"{Counted.Of(changed, "page")} {Done(action)}.");
    }

    private static string Done(CandidateAction action) => action switch
    {
        CandidateAction.Dismiss => "dismissed",
        CandidateAction.Track => "tracked",
        _ => "to be visited soon",
    };

    private async Task<IResult> PageAsync(DashboardCall call, string? problem)
    {
        var sums = await reader.SumsAsync(call.Site!.Id, call.Stop);
        var state = KebabCase.Parse<CandidateState>(call.Query("state") ?? "") ?? DiscoveryModel.FirstOf(sums);
        var portion = await reader.ListAsync(call.Site.Id, state, Cursor.Of(call, Keys.CandidatePlaces(state)), Rows, call.Stop);
        return PageResult.Of<DiscoveryPage, DiscoveryModel>(
            call,
            new DiscoveryModel(sums, state, portion, problem)
            {
                Webmention = call.Site.Webmention ? addresses.Webmention(call.Http.Request, call.Site.Id) : null,
                Pasted = problem is null ? null : call.Field("pages"),
            },
            problem is null ? StatusCodes.Status200OK : StatusCodes.Status400BadRequest);
    }
}

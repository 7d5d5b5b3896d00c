using LinkWatch.Links;
using LinkWatch.Storage;
using LinkWatch.Web.Dashboard.Pages;
using LinkWatch.Web.Dashboard.Serving;
using Microsoft.AspNetCore.Http;

namespace LinkWatch.Web.Dashboard;

/// <summary>Letters about lost links: which are due to be followed up, which wait, and which links were won back.</summary>
public sealed class LetterViews(SiteLetters letters)
{
    private const int Rows = 50;

    public async Task<IResult> ShowAsync(DashboardCall call)
    {
        var site = call.Site!;
        var list = (call.Query("list") is { } name ? KebabCase.Parse<LetterList>(name) : null) ?? LetterList.Waiting;
        var page = await letters.ListAsync(site, list, Cursor.Of(call, SiteLetters.PrefixOf(list)), Rows, call.Stop);
        return PageResult.Of<LettersPage, LettersModel>(
            call, new LettersModel(await letters.CountAsync(site, call.Stop), list, page));
    }

    public async Task<IResult> SentAsync(DashboardCall call)
    {
        var mark = await letters.SentAsync(call.Site!.Id, call.Value("link"), call.Stop);
        if (mark.Link is null) return LinkViews.NoSuchLink(call);
        var days = Counted.Of((int)SiteLetters.FollowUpAfter(call.Site).TotalDays, "day");
        return Back(call, mark.IsMarked
            ? $"Noted. If the link isn’t back in {days}, a follow-up is due."
            : "Not noted: the link isn’t lost.");
    }

    public async Task<IResult> ForgetAsync(DashboardCall call) =>
        await letters.ForgetAsync(call.Site!.Id, call.Value("link"), call.Stop) is null
            ? LinkViews.NoSuchLink(call)
            : Back(call, "The letter is no longer noted, and no follow-up is due.");

    private static IResult Back(DashboardCall call, string line) =>
        call.Done(Addresses.Link(call.Site!.Id, call.Value("link")), line);
}

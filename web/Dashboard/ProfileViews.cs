using LinkWatch.Profile;
using LinkWatch.Storage;
using LinkWatch.Urls;
using LinkWatch.Web.Dashboard.Pages;
using LinkWatch.Web.Dashboard.Serving;
using Microsoft.AspNetCore.Http;

namespace LinkWatch.Web.Dashboard;

/// <summary>What a site's links are like, and the links behind each number.</summary>
public sealed class ProfileViews(ISiteStore sites, PublicSuffix suffixes)
{
    /// <summary>No list has the links with a class of anchor: they are looked for among so many at a time.</summary>
    private const int Portion = 50;
    private const int MaxPortions = 10;

    public async Task<IResult> ShowAsync(DashboardCall call)
    {
        if (call.Query("rows") is { } text && ProfileFilter.TryParse(text) is { } filter) return await RowsAsync(call, filter);
        var today = DayRow.DayOf(call.Site!, call.Now);
        var (now, lives) = await NowAsync(call, today);
        var earlier = await sites.ListProfilesAsync(call.Site!.Id, today.AddDays(-ProfileNumbers.TrendDays), 1, call.Stop);
        return PageResult.Of<ProfilePage, ProfileModel>(call, new ProfileModel(now, earlier is [var row] ? row.Row : null, lives));
    }

    private async Task<(ProfileRow? Now, LivesRow? Lives)> NowAsync(DashboardCall call, DateOnly today)
    {
        var site = call.Site!;
        if (call.Frame!.Counts.Links > SiteLinks.MaxReadThrough)
        {
            var latest = await sites.ListProfilesAsync(site.Id, today, 1, call.Stop);
            return (latest is [var row] ? row.Row : null, await sites.FindLivesAsync(site.Id, call.Stop));
        }

        var count = new ProfileCount(site, call.Now, suffixes);
        foreach (var link in (await sites.ListLinksAsync(site.Id, null, SiteLinks.MaxReadThrough, call.Stop)).Rows) count.Add(link.Row);
        var profile = count.Profile();
        return (profile.Row(today), profile.Lives());
    }

    private async Task<IResult> RowsAsync(DashboardCall call, ProfileFilter filter)
    {
        var profiler = new LinkProfiler(call.Site!, call.Now, suffixes);
        var found = new List<LinkRow>();
        var next = Cursor.Of(call, Keys.LinkPrefix);
        for (var read = 0; read < MaxPortions && found.Count < Portion && (read == 0 || next is not null); read++)
        {
            var portion = await sites.ListLinksAsync(call.Site!.Id, next, Portion, call.Stop);
            found.AddRange(portion.Rows.Select(row => row.Row).Where(row => filter.Fits(profiler.Read(row).Facets)));
            next = portion.Next;
        }

        return PageResult.Of<ProfileRowsPage, ProfileRowsModel>(call, new ProfileRowsModel(filter, found, next));
    }
}

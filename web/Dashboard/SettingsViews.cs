using System.Globalization;
using LinkWatch.Alerting.Delivery;
using LinkWatch.Confirming;
using LinkWatch.Links;
using LinkWatch.Sites;
using LinkWatch.Web.Dashboard.Pages;
using LinkWatch.Web.Dashboard.Serving;
using Microsoft.AspNetCore.Http;

namespace LinkWatch.Web.Dashboard;

/// <summary>A site's settings.</summary>
public sealed class SettingsViews(
    SiteChange changes, TestAlert tests, SiteRemoval removal, ConfirmOptions windows, DashboardOptions options, SiteAddresses addresses,
    TimeProvider time, IEnumerable<IAlertChannel> channels)
{
    private static readonly string[] Fields =
        ["domains", "owners", "channels", "cadence", "alertPace", "weeklySummary", "timeZone", "brandWords", "moneyWords", "friends"];

    /// <summary>Owners can name anybody as an owner, whom a test would write to.</summary>
    private const int TestsAnHour = 10;

    private readonly HourlyQuota quota = new(time);

    private readonly List<string> known = [.. channels.Select(channel => channel.Name).Distinct()];

    public Task<IResult> ShowAsync(DashboardCall call) => Task.FromResult<IResult>(Page(call, problem: null, []));

    /// <summary>A change of cadence of a large site goes on with further forms: the settings are saved by then.</summary>
    public async Task<IResult> SaveAsync(DashboardCall call)
    {
        if (call.Field(MovingPage.GoOn) is not null) return await MoveAsync(call);
        string? problem = null;
        await changes.BeginAsync(
            call.Site!.Id,
            before =>
            {
                if (before is null) return null;
                (var site, problem) = Edit(call, before);
                return problem is null ? site : null;
            },
            call.Stop);
        return problem is null ? await MoveAsync(call) : Page(call, problem, []);
    }

    /// <summary>What the field of a term's weight is called. Empty, it means the default.</summary>
    internal static string WeightField(WorthTerm term) => "worth-" + term.Name();

    private (Site Site, string? Problem) Edit(DashboardCall call, Site before)
    {
        var edit = new SiteEdit(before, known);
        foreach (var name in Fields) edit.Set(name, string.Join(',', call.Form[name].ToArray()));
        edit.Set("quietHours", call.Field("quietHours") ?? "none");
        edit.Set("followUpDays", call.Field("followUpDays") ?? FormattableString.Invariant($"{Site.DefaultFollowUpDays}"));
        foreach (var name in (string[])["badge", "asksBeforeTracking", "webmention", "monthlyReport"])
            edit.Set(name, call.Field(name) ?? SiteEdit.Off);
        if (call.Field("candidateVisits") is { } visits) edit.Set("candidateVisits", visits);
        edit.SetWeights(WorthTerms.All.Where(term => call.Field(WeightField(term)) is { Length: > 0 })
            .Select(term => KeyValuePair.Create(term.Name(), call.Field(WeightField(term))!)));
        var problem = edit.Finish();
        return (edit.Site, problem);
    }

    /// <summary>Moves the next pages to a new cadence, if there are any.</summary>
    private async Task<IResult> MoveAsync(DashboardCall call)
    {
        var before = int.TryParse(call.Field(MovingPage.Moved), NumberStyles.None, CultureInfo.InvariantCulture, out var done) ? done : 0;
        var (moved, unfinished) = await changes.MoveAsync(call.Site!.Id, options.LinksAtOnce, call.Stop);
        return unfinished is null
            ? call.Done(Addresses.Site(call.Site.Id) + "/settings", "Saved.")
            : PageResult.Of<MovingPage, MovingModel>(call, new MovingModel(unfinished.Cadence, before + moved));
    }

    public async Task<IResult> TestAsync(DashboardCall call)
    {
        if (quota.Take(($"tests of {call.Site!.Id}", TestsAnHour)) is { } wait)
            return PageResult.TooMany(call, wait, $"At most {TestsAnHour} tests an hour");
        var results = new List<ChannelTest>();
        await foreach (var result in tests.SendAsync(call.Site, call.Stop)) results.Add(result);
        return Page(call, problem: null, results);
    }

    /// <summary>Whoever removes a site types its name: nothing of it can be brought back.</summary>
    public async Task<IResult> RemoveAsync(DashboardCall call)
    {
        if (call.Field("name") != call.Site!.Id) return Page(call, $"To remove the site, type its name: {call.Site.Id}", []);
        var (links, isGone) = await removal.RemoveAsync(call.Site.Id, SiteEndpoints.MaxLinks, call.Stop);
        return isGone
            ? call.Done(DashboardApp.Root, $"Removed {call.Site.Id} with {Counted.Of(links, "link")}.")
            : Page(call, $"{Counted.Of(links, "link")} were removed, and some are left: remove the site again.", []);
    }

    private PageResult Page(DashboardCall call, string? problem, IReadOnlyList<ChannelTest> results) =>
        PageResult.Of<SettingsPage, SettingsModel>(
            call,
            new SettingsModel(known, windows, problem, results, addresses.Of(call.Http.Request, call.Site!)),
            problem is null ? StatusCodes.Status200OK : StatusCodes.Status400BadRequest);
}

using System.Globalization;
using LinkWatch.Links;
using LinkWatch.Sites;
using LinkWatch.Storage;
using LinkWatch.Urls;
using LinkWatch.Web.Dashboard.Pages;
using LinkWatch.Web.Dashboard.Serving;
using Microsoft.AspNetCore.Http;

namespace LinkWatch.Web.Dashboard;

/// <summary>The links of a site that are worth a look, and what becomes of them.</summary>
public sealed class ReviewViews(
    ISiteStore sites, SiteReview review, SiteDisavow kept, SiteChange changes, PublicSuffix suffixes, DisavowViews disavow)
{
    public const string Friend = "friend";
    public const string Disavow = "disavow";

    /// <summary>Links of a flag on a page.</summary>
    private const int Rows = 100;

    /// <summary>What <c>links</c> says for those of all domains.</summary>
    public const string AllDomains = "all";

    public async Task<IResult> ShowAsync(DashboardCall call)
    {
        var flag = call.Query("flag") is { } name ? KebabCase.Parse<FlagKind>(name) : null;
        if (flag is { } kind && call.Query("links") is { } domain
            && await review.FindLinksAsync(call.Site!, kind, domain == AllDomains ? null : domain, call.Stop) is { } links)
            return Links(call, kind, links);
        var row = await review.FindAsync(call.Site!, call.Stop);
        var file = await kept.FindAsync(call.Site!.Id, call.Stop);
        return PageResult.Of<ReviewPage, ReviewModel>(call, new ReviewModel(row, flag, file is null ? null : KeptFile.Of(file)));
    }

    private static PageResult Links(DashboardCall call, FlagKind flag, IReadOnlyList<(LinkRow Link, string Evidence)> links)
    {
        var from = int.TryParse(call.Query("after"), NumberStyles.None, CultureInfo.InvariantCulture, out var at) ? at : 0;
        var next = links.Count - from > Rows ? (from + Rows).ToString(CultureInfo.InvariantCulture) : null;
        return PageResult.Of<FlaggedLinksPage, FlaggedLinksModel>(
            call, new FlaggedLinksModel(flag, links.Count, [.. links.Skip(from).Take(Rows)], next));
    }

    /// <summary>Makes the chosen domains friends, or begins to add them to the disavow file.</summary>
    public async Task<IResult> ActAsync(DashboardCall call)
    {
        var back = Addresses.Back(call.Field("back") ?? Addresses.Site(call.Site!.Id) + "/review");
        var ids = call.Form["link"].OfType<string>().Distinct(StringComparer.Ordinal).Take(DisavowViews.MaxEntries).ToList();
        if (call.Field("action") == Friend)
        {
            var links = await sites.FindLinksAsync(call.Site!.Id, ids, call.Stop);
            var domains = links.Select(link => suffixes.ReferringDomain(link.Row.Link.Source.Host)).Distinct().ToList();
            return domains.Count == 0 ? call.Done(back, "No domain was chosen.") : await BefriendAsync(call, back, domains);
        }

        return await disavow.AskAsync(call, ids, back);
    }

    /// <summary>A friend's links may be flagged again.</summary>
    public async Task<IResult> ForgetFriendAsync(DashboardCall call)
    {
        var friend = call.Field("friend");
        await SaveAsync(call, site => site with { Friends = Some([.. (site.Friends ?? []).Where(other => other != friend)]) });
        return call.Done(Addresses.Site(call.Site!.Id) + "/review", $"{friend} is no longer a friend.");
    }

    private async Task<IResult> BefriendAsync(DashboardCall call, string back, IReadOnlyList<string> domains)
    {
        var isFull = false;
        await SaveAsync(call, site =>
        {
            IReadOnlyList<string> friends = [.. (site.Friends ?? []).Union(domains, StringComparer.Ordinal)];
            isFull = friends.Count > Site.MaxFriends;
            return isFull ? null : site with { Friends = friends };
        });
        var what = domains.Count == 1 ? "a friend" : "friends";
        return call.Done(back, isFull
            ? $"A site has {Site.MaxFriends} friends at most: none was added."
            : $"{Counted.Of(domains.Count, "domain")} kept as {what}: never flagged or disavowed.");
    }

    private Task SaveAsync(DashboardCall call, Func<Site, Site?> change) =>
        changes.BeginAsync(call.Site!.Id, before => before is null ? null : change(before), call.Stop);

    private static IReadOnlyList<string>? Some(IReadOnlyList<string> friends) => friends.Count == 0 ? null : friends;
}

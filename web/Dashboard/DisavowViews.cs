using System.Text;
using LinkWatch.Links;
using LinkWatch.Review;
using LinkWatch.Sites;
using LinkWatch.Storage;
using LinkWatch.Urls;
using LinkWatch.Web.Dashboard.Pages;
using LinkWatch.Web.Dashboard.Serving;
using Microsoft.AspNetCore.Http;

namespace LinkWatch.Web.Dashboard;

/// <summary>
/// A site's disavow file: kept, compared, and added to after the questions. What is asked travels with the form, so that no instance has to
/// remember it. Nothing is sent to Google.
/// </summary>
public sealed class DisavowViews(ISiteStore sites, ISiteLinks listing, SiteDisavow disavow, PublicSuffix suffixes)
{
    /// <summary>Of a form: the links below each are read.</summary>
    public const int MaxEntries = 100;

    /// <summary>Of each entry. Whether any is live is found out in any case.</summary>
    private const int MaxLinks = 200;

    /// <summary>The file as it is kept.</summary>
    public async Task<IResult> KeptAsync(DashboardCall call) => await disavow.FindAsync(call.Site!.Id, call.Stop) is { } kept
        ? Text(call, kept.Bytes)
        : PageResult.Message(call, StatusCodes.Status404NotFound, "No disavow file is kept", "Import the one that Google has first.");

    /// <summary>What a file would change, before it is kept.</summary>
    public async Task<IResult> CompareAsync(DashboardCall call)
    {
        if (call.Form.Files.GetFile("file") is not { Length: > 0 } sent) return Back(call, "Choose a file.");
        using var bytes = new MemoryStream();
        await sent.CopyToAsync(bytes, call.Stop);
        var file = DisavowFile.Read(bytes.ToArray());
        if (file.Problem is { } problem) return Back(call, $"Google wouldn’t accept this disavow file: {problem}.");
        var kept = await disavow.FindAsync(call.Site!.Id, call.Stop);
        var older = kept is null ? DisavowFile.Empty : DisavowFile.Read(kept.Bytes);
        return PageResult.Of<DisavowComparePage, DisavowCompareModel>(call, new DisavowCompareModel(
            ImportEndpoint.NameOf(sent.FileName), Convert.ToBase64String(file.Bytes.Span), file, DisavowDifference.Between(older, file),
            kept?.At));
    }

    public async Task<IResult> KeepAsync(DashboardCall call)
    {
        var content = call.Field("content") ?? "";
        var bytes = new byte[content.Length];
        if (!Convert.TryFromBase64String(content, bytes, out var length) || DisavowFile.Read(bytes[..length]).Problem is not null)
            return Back(call, "The file did not arrive: choose it again.");
        await disavow.KeepAsync(call.Site!.Id, ImportEndpoint.NameOf(call.Field("name") ?? ""), bytes[..length], call.Stop);
        return Back(call, "Kept as the site’s disavow file.");
    }

    /// <summary>The first page of an addition: what would be added, and why.</summary>
    /// <param name="call">From the page of the review.</param>
    /// <param name="linkIds">The chosen links, each for its domain or its address.</param>
    /// <param name="back">Where to go if nothing was chosen.</param>
    internal async Task<IResult> AskAsync(DashboardCall call, IReadOnlyList<string> linkIds, string back)
    {
        var links = await sites.FindLinksAsync(call.Site!.Id, linkIds, call.Stop);
        var text = string.Join('\n', links.Select(link => link.Row.Link.Source).Where(page => page.IsHttp).Select(page => page.Href));
        text = $"{text}\n{call.Field("entries")}".Trim();
        return text.Length == 0 ? call.Done(back, "No domain was chosen.") : await AskAsync(call, text, mayWrite: false);
    }

    /// <summary>Asks again, or gives the file once all is answered.</summary>
    public Task<IResult> ExportAsync(DashboardCall call) => AskAsync(call, call.Field("entries") ?? "", mayWrite: true);

    private async Task<IResult> AskAsync(DashboardCall call, string text, bool mayWrite)
    {
        var site = call.Site!;
        var list = DisavowFile.Read(Encoding.UTF8.GetBytes(text));
        if (list.Problem is not null || list.Lines.Count > MaxEntries)
            return Back(call, $"At most {MaxEntries} lines at once: for more, use linkwatch disavow export --add FILE.");
        var kept = await disavow.FindAsync(site.Id, call.Stop);
        var file = kept is null ? DisavowFile.Empty : DisavowFile.Read(kept.Bytes);
        var plan = new DisavowPlan(file, site);
        var isUrl = call.Field("as") == "url";
        var invalid = plan.Ask(list, isUrl, suffixes);
        plan.Close();
        var isCut = await ShowLinksAsync(site, plan, call.Stop);
        var reason = call.Field("reason") is { } why ? KebabCase.Parse<DisavowReason>(why) : null;
        var problem = !mayWrite || plan.Entries.Count == 0 ? null
            : reason is null ? "Nothing was written: say which of the two it is. If neither, leave the links: Google mostly knows them."
            : plan.Followed > 0 && call.Field("followed") != "yes"
                ? "Nothing was written: to disavow the live, followed links too, tick the box."
            : null;
        if (!mayWrite || problem is not null || plan.Entries.Count == 0)
            return PageResult.Of<DisavowPage, DisavowModel>(
                call, new DisavowModel(text, plan, invalid, reason, isUrl, isCut, problem),
                problem is null ? StatusCodes.Status200OK : StatusCodes.Status400BadRequest);
        var written = file.With(plan.Additions(DayRow.DayOf(site, call.Now), reason!.Value));
        return written.Problem is { } tooMuch
            ? Back(call, $"Nothing was written: Google wouldn’t accept the longer file: {tooMuch}.")
            : Text(call, written.Bytes.ToArray());
    }

    /// <summary>Shows the plan the links below its entries. Whether not all were read.</summary>
    private async Task<bool> ShowLinksAsync(Site site, DisavowPlan plan, CancellationToken cancellationToken)
    {
        var isCut = false;
        foreach (var host in plan.Entries.Select(entry => suffixes.ReferringDomain(entry.Host)).Distinct(StringComparer.Ordinal).ToList())
        {
            var filter = new LinkFilter { Host = host };
            var page = await listing.ListAsync(site.Id, filter, LinkOrder.Change, null, MaxLinks, cancellationToken);
            IEnumerable<LinkRow> links = page.Links;
            if (page.Next is not null)
            {
                isCut = true;
                var live = await listing.ListAsync(
                    site.Id, filter with { Status = ListedStatus.Live }, LinkOrder.Change, null, MaxLinks, cancellationToken);
                links = links.UnionBy(live.Links, link => link.LinkId);
            }

            foreach (var link in links) plan.Show(link.Link.Source, DisavowEvidence.Of(link));
        }

        return isCut;
    }

    private static IResult Back(DashboardCall call, string line) => call.Done(Addresses.Site(call.Site!.Id) + "/review", line);

    private static IResult Text(DashboardCall call, byte[] bytes)
    {
        call.Http.Response.Headers.CacheControl = "no-store";
        call.Http.Response.Headers.XContentTypeOptions = "nosniff";
        return Results.Bytes(bytes, "text/plain; charset=utf-8", "disavow.txt");
    }
}

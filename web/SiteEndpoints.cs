using LinkWatch.Alerting.Delivery;
using LinkWatch.Links;
using LinkWatch.Sites;
using LinkWatch.Storage;
using Microsoft.AspNetCore.Http;

namespace LinkWatch.Web;

/// <summary>Lists the sites, and adds or changes one.</summary>
public sealed class SiteEndpoints(ISiteStore sites, SiteChange changes, IEnumerable<IAlertChannel> channels)
{
    public async Task<IResult> ListAsync(CancellationToken cancellationToken) =>
        ApiAnswer.Of(new { sites = (await sites.ListSitesAsync(cancellationToken)).Select(site => site.Row) });

    /// <summary>Properties that the body does not name stay as they are. 201 if the site is new.</summary>
    public async Task<IResult> SetAsync(string site, HttpRequest request, CancellationToken cancellationToken)
    {
        if (!SiteFields.IsId(site)) return Refusal($"“{site}” is not a valid site id; use 1 to 63 of a–z, 0–9 and -");
        var (cells, refusal) = await RequestBody.ReadCellsAsync(request, cancellationToken);
        if (cells is null) return refusal!;
        var known = channels.Select(channel => channel.Name).ToList();
        string? problem = null;
        var saved = await changes.SaveAsync(
            site,
            before =>
            {
                var edit = new SiteEdit(before ?? new Site { Id = site, Domains = [] }, known);
                foreach (var (name, text) in cells) edit.Set(name, text);
                problem = edit.Finish();
                return problem is null ? edit.Site : null;
            },
            cancellationToken);
        return saved is var (now, isNew)
            ? ApiAnswer.Of(now, isNew ? StatusCodes.Status201Created : StatusCodes.Status200OK)
            : Refusal(problem!);
    }

    private static IResult Refusal(string line) => ApiAnswer.Error(StatusCodes.Status400BadRequest, line);
}

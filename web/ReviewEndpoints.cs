using LinkWatch.Links;
using LinkWatch.Reporting;
using LinkWatch.Sites;
using LinkWatch.Storage;
using Microsoft.AspNetCore.Http;

namespace LinkWatch.Web;

/// <summary>The links of a site that are worth a look, and letters about those that were lost.</summary>
public sealed class ReviewEndpoints(ISiteStore sites, SiteReview review, SiteLetters letters)
{
    internal const string ListParameter = "list";

    public async Task<IResult> ReviewAsync(string site, CancellationToken cancellationToken) =>
        await sites.FindSiteAsync(site, cancellationToken) is { Row: var owner }
            ? ApiAnswer.Of(ReviewReport.Of(site, await review.FindAsync(owner, cancellationToken)))
            : ApiAnswer.NoSuchSite();

    public async Task<IResult> LettersAsync(string site, HttpRequest request, CancellationToken cancellationToken)
    {
        if (await sites.FindSiteAsync(site, cancellationToken) is not { Row: var owner }) return ApiAnswer.NoSuchSite();
        var name = (string?)request.Query[ListParameter];
        var list = string.IsNullOrEmpty(name) ? LetterList.Waiting : KebabCase.Parse<LetterList>(name);
        if (list is not { } which) return ApiAnswer.BadParameter(ListParameter, "use due, waiting or won-back");
        var (page, refusal) = Paging.Of(request, SiteLetters.PrefixOf(which));
        if (page is null) return refusal!;
        var found = await letters.ListAsync(owner, which, page.From, page.Rows, cancellationToken);
        var counts = await letters.CountAsync(owner, cancellationToken);
        return ApiAnswer.Of(new LettersReport(
            site, counts.Due, counts.Waiting, counts.WonBack, which, [.. found.Links.Select(link => LetterReport.Of(owner, link))],
            found.Next));
    }

    /// <summary>Notes that its owner wrote about a lost link, or wrote again.</summary>
    public async Task<IResult> SentAsync(string site, string id, CancellationToken cancellationToken)
    {
        if (await sites.FindSiteAsync(site, cancellationToken) is not { Row: var owner }) return ApiAnswer.NoSuchSite();
        return await letters.SentAsync(site, id, cancellationToken) switch
        {
            { Link: null } => ApiAnswer.NoSuchLink(),
            { IsMarked: false } => ApiAnswer.Error(ApiErrorCode.NotLost, "the link is not lost: there is nothing to write about"),
            { Link: var link } => ApiAnswer.Of(LetterReport.Of(owner, link)),
        };
    }

    public async Task<IResult> ForgetAsync(string site, string id, CancellationToken cancellationToken) =>
        await letters.ForgetAsync(site, id, cancellationToken) is null ? ApiAnswer.NoSuchLink() : Results.NoContent();
}

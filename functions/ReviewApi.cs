using LinkWatch.Web;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;

namespace LinkWatch.Functions;

/// <summary>The HTTP API: links that are worth a look, and letters about lost ones.</summary>
public sealed class ReviewApi(ReviewEndpoints review)
{
    [Function("Review")]
    public Task<IResult> ReviewAsync(
        [HttpTrigger(AuthorizationLevel.Function, "get", Route = WebRoutes.Review)] HttpRequest request,
        string site,
        CancellationToken cancellationToken) =>
        review.ReviewAsync(site, cancellationToken);

    [Function("Letters")]
    public Task<IResult> LettersAsync(
        [HttpTrigger(AuthorizationLevel.Function, "get", Route = WebRoutes.Letters)] HttpRequest request,
        string site,
        CancellationToken cancellationToken) =>
        review.LettersAsync(site, request, cancellationToken);

    [Function("MarkLetter")]
    public Task<IResult> MarkLetterAsync([HttpTrigger(
        AuthorizationLevel.Function,
        "put",
        Route = WebRoutes.LinkLetter)] HttpRequest request, string site, string id, CancellationToken cancellationToken) =>
        review.SentAsync(site, id, cancellationToken);

    [Function("ForgetLetter")]
    public Task<IResult> ForgetLetterAsync([HttpTrigger(
        AuthorizationLevel.Function,
        "delete",
        Route = WebRoutes.LinkLetter)] HttpRequest request, string site, string id, CancellationToken cancellationToken) =>
        review.ForgetAsync(site, id, cancellationToken);
}

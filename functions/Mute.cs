using LinkWatch.Web;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;

namespace LinkWatch.Functions;

/// <summary>The link in mails that mutes a backlink. It is signed, so it needs no function key.</summary>
public sealed class Mute(MutePages pages)
{
    [Function("MuteAsk")]
    public Task<IResult> AskAsync([HttpTrigger(
        AuthorizationLevel.Anonymous, "get", Route = WebRoutes.Mute)] HttpRequest request, CancellationToken cancellationToken) =>
        pages.AskAsync(request, cancellationToken);

    [Function("MuteAct")]
    public Task<IResult> ActAsync([HttpTrigger(
        AuthorizationLevel.Anonymous, "post", Route = WebRoutes.Mute)] HttpRequest request, CancellationToken cancellationToken) =>
        pages.ActAsync(request, cancellationToken);
}

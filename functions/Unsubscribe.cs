using LinkWatch.Web;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;

namespace LinkWatch.Functions;

/// <summary>The unsubscribe link in mails. It is signed, so it needs no function key.</summary>
public sealed class Unsubscribe(UnsubscribePages pages)
{
    [Function("UnsubscribeAsk")]
    public IResult Ask([HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = WebRoutes.Unsubscribe)] HttpRequest request) =>
        pages.Ask(request);

    [Function("UnsubscribeAct")]
    public Task<IResult> ActAsync([HttpTrigger(
        AuthorizationLevel.Anonymous, "post", Route = WebRoutes.Unsubscribe)] HttpRequest request, CancellationToken cancellationToken) =>
        pages.ActAsync(request, cancellationToken);
}

using LinkWatch.Web.Dashboard.Serving;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;

namespace LinkWatch.Functions;

/// <summary>The dashboard. It has sessions of its own, so it needs no function key.</summary>
public sealed class Dashboard(DashboardApp app)
{
    [Function("Dashboard")]
    public Task<IResult> AnswerAsync([HttpTrigger(
        AuthorizationLevel.Anonymous,
        "get", "head", "post", "put", "delete", "patch", "options",
        Route = DashboardApp.Route)] HttpRequest request) =>
        app.AnswerAsync(request.HttpContext);
}

using LinkWatch.Web;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;

namespace LinkWatch.Functions;

/// <summary>
/// What no other route takes: the Functions host would answer it with an empty 404. The host tries routes with fixed segments first, and
/// keeps /admin and /runtime for itself.
/// </summary>
public sealed class WrongAddress
{
    [Function(nameof(WrongAddress))]
    public IResult Refuse([HttpTrigger(
        AuthorizationLevel.Function,
        "get", "post", "put", "delete", "patch", "head", "options",
        Route = WebRoutes.Rest)] HttpRequest request) =>
        ApiGate.Refusal(request) ?? ApiAnswer.Error(ApiErrorCode.NoSuchAddress, "the dashboard is at /dashboard");
}

using LinkWatch.Storage;
using LinkWatch.Web.Dashboard.Serving;
using LinkWatch.Web.SiteKeys;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace LinkWatch.Web;

/// <summary>
/// What every request passes on both hosts: no route of its own answers for a wrong address, for a key that doesn't open it, nor for an
/// outage.
/// </summary>
public sealed class ApiGate(SiteKeyGate keys, ILogger<ApiGate> log)
{
    /// <summary>How the Functions host takes a key from programs that send no header; any route may be asked with it.</summary>
    internal const string KeyParameter = "code";

    private const int RetryAfterSeconds = 30;

    /// <summary>For a host with ASP.NET Core's pipeline.</summary>
    public async Task PassAsync(HttpContext context, RequestDelegate next)
    {
        if (await AnswerAsync(context, () => next(context)) is { } answer) await answer.ExecuteAsync(context);
    }

    /// <summary>The answer to a request that is refused or ends in an exception; null if it was answered.</summary>
    public async Task<IResult?> AnswerAsync(HttpContext context, Func<Task> next)
    {
        var isKeyed = KeyedApi.Enter(context.Request);
        try
        {
            if (await keys.RefusalAsync(context, isKeyed) is { } closed) return closed;
            if (Refusal(context.Request, isKeyed) is { } refusal) return refusal;
            await next();
            return null;
        }
        catch (Exception e) when (!context.Response.HasStarted)
        {
            return Explain(e, context);
        }
    }

    /// <summary>The answer to a request that no route takes; null if one does.</summary>
    /// <param name="request">The request.</param>
    /// <param name="isKeyed">Whether it came to where the API is open to keys of sites; the dashboard isn't there.</param>
    public static IResult? Refusal(HttpRequest request, bool isKeyed = false)
    {
        if (!isKeyed && DashboardApp.IsAt(request.Path)) return null;
        if (WebRoutes.Find(request) is { } route)
            return route.Parameters is { } parameters ? Refusal(request.Query, parameters) : null;
        var here = WebRoutes.All.Where(other => other.IsAt(request.Path)).ToList();
        if (here.Count == 0)
            return ApiAnswer.Error(ApiErrorCode.NoSuchAddress, $"there is no such address; GET /{WebRoutes.Document} lists them");
        var methods = string.Join(", ", here.Select(other => other.Method));
        request.HttpContext.Response.Headers.Allow = methods;
        return ApiAnswer.Error(ApiErrorCode.MethodNotAllowed, $"this address takes {methods}, not {request.Method}");
    }

    /// <summary>The answer to a request that ended in an exception.</summary>
    private IResult Explain(Exception exception, HttpContext context)
    {
        switch (exception)
        {
            case BadHttpRequestException bad:
                return ApiAnswer.Incomplete(bad, "the request is incomplete or not valid HTTP");
            case OperationCanceledException:
                return Later(context, ApiErrorCode.Interrupted, "the request was cancelled before it was done; ask again");
            case ConcurrencyException:
                return Later(context, ApiErrorCode.Busy, "others are changing the same at the moment; ask again");
            case StorageException:
                // The caller may be anybody who has a key, so the details go to the log only.
                log.LogWarning("Answered 503: {Problem}", exception.Message);
                return Later(context, ApiErrorCode.StorageUnavailable, "storage doesn't answer; ask again later");
            default:
                log.LogError(exception, "A request failed");
                return ApiAnswer.Error(ApiErrorCode.InternalError, "this is a fault of LinkWatch; its log says more");
        }
    }

    private static IResult? Refusal(IQueryCollection query, string[] parameters)
    {
        foreach (var (name, values) in query)
        {
            if (name.Equals(KeyParameter, StringComparison.OrdinalIgnoreCase)) continue;
            if (!parameters.Contains(name, StringComparer.OrdinalIgnoreCase))
            {
                return ApiAnswer.BadParameter(
                    name,
                    parameters.Length == 0 ? "unknown; this request takes no parameters"
                        : $"unknown; this request takes {string.Join(", ", parameters)}",
                    ApiErrorCode.UnknownParameter);
            }

            if (values.Count > 1) return ApiAnswer.BadParameter(name, "given more than once");
        }

        return null;
    }

    private static IResult Later(HttpContext context, ApiErrorCode code, string line)
    {
        context.Response.Headers.RetryAfter = $"{RetryAfterSeconds}";
        return ApiAnswer.Error(code, line);
    }
}

using LinkWatch.Web;
using LinkWatch.Web.Idempotency;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Azure.Functions.Worker.Middleware;

namespace LinkWatch.Functions;

/// <summary>
/// Takes HTTP requests through the gate and past the requests that are repeated. An exception that left the function would be answered
/// with an empty 200.
/// </summary>
public sealed class HttpErrors(ApiGate gate, IdempotentRequests idempotent) : IFunctionsWorkerMiddleware
{
    public async Task Invoke(FunctionContext context, FunctionExecutionDelegate next)
    {
        if (context.GetHttpContext() is not { } http) await next(context);
        else if (await gate.AnswerAsync(http, () => AnswerAsync(context, http, next)) is { } answer)
            context.GetInvocationResult().Value = answer;
    }

    /// <summary>A function's answer is its value, which the host writes later.</summary>
    private async Task AnswerAsync(FunctionContext context, HttpContext http, FunctionExecutionDelegate next)
    {
        var answer = await idempotent.AnswerAsync(http, async () =>
        {
            await next(context);
            return context.GetInvocationResult().Value as IResult;
        });
        context.GetInvocationResult().Value = answer;
    }
}

using LinkWatch.Web;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Azure.Functions.Worker.Middleware;

namespace LinkWatch.Functions;

/// <summary>Takes HTTP requests through the gate. An exception that left the function would be answered with an empty 200.</summary>
public sealed class HttpErrors(ApiGate gate) : IFunctionsWorkerMiddleware
{
    public async Task Invoke(FunctionContext context, FunctionExecutionDelegate next)
    {
        if (context.GetHttpContext() is not { } http) await next(context);
        else if (await gate.AnswerAsync(http, () => next(context)) is { } answer) context.GetInvocationResult().Value = answer;
    }
}

using Microsoft.Extensions.Logging;

namespace LinkWatch.Functions;

/// <summary>What the worker sends to the host's log: each message costs a round of gRPC, whether the host keeps it or not.</summary>
public static class WorkerLog
{
    /// <summary>The worker logs every exception here, a cancellation too, and then reports it to the host, which logs it itself.</summary>
    private const string Invocations = "Microsoft.Azure.Functions.Worker.FunctionsApplication";

    /// <summary>
    /// Leaves our own messages, metrics among them, and others' warnings. ASP.NET Core writes six messages for each request, with its
    /// query, which may hold a key or a signature.
    /// </summary>
    public static void Quieten(ILoggingBuilder log) => log.SetMinimumLevel(LogLevel.Warning)
        .AddFilter(nameof(LinkWatch), LogLevel.Information)
        .AddFilter(Invocations, LogLevel.None);
}

using System.Collections.Concurrent;
using System.Threading.Channels;
using Grpc.Core;
using LinkWatch.Tests.Functions.Worker.Protocol;

namespace LinkWatch.Tests.Functions.Worker;

/// <summary>
/// The host's end of the stream to one worker. Whoever asks when the worker is gone, or goes meanwhile, gets
/// <see cref="WorkerGoneException"/>.
/// </summary>
internal sealed class WorkerStream : FunctionRpc.FunctionRpcBase
{
    private readonly Channel<StreamingMessage> requests = Channel.CreateUnbounded<StreamingMessage>();
    private readonly ConcurrentDictionary<string, TaskCompletionSource<StreamingMessage>> awaited = new();
    private readonly TaskCompletionSource started = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private volatile bool isGone;
    private int asked;

    /// <summary>What the worker logged and measured.</summary>
    public ConcurrentQueue<RpcLog> Logs { get; } = [];

    /// <summary>Ends when the worker has said its first word.</summary>
    public Task IsStarted => started.Task;

    /// <summary>The answer to a request, which gets an id.</summary>
    public Task<StreamingMessage> AskAsync(StreamingMessage request, CancellationToken cancellationToken)
    {
        request.RequestId = $"request-{Interlocked.Increment(ref asked)}";
        var answer = awaited.GetOrAdd(request.RequestId, _ => new(TaskCreationOptions.RunContinuationsAsynchronously));
        if (isGone) answer.TrySetException(new WorkerGoneException());
        Send(request);
        return answer.Task.WaitAsync(cancellationToken);
    }

    public void Send(StreamingMessage message) => requests.Writer.TryWrite(message);

    /// <summary>The worker's process ended: there are no more answers.</summary>
    public void End()
    {
        isGone = true;
        started.TrySetException(new WorkerGoneException());
        foreach (var answer in awaited.Values) answer.TrySetException(new WorkerGoneException());
    }

    public override async Task EventStream(
        IAsyncStreamReader<StreamingMessage> requestStream, IServerStreamWriter<StreamingMessage> responseStream, ServerCallContext context)
    {
        var writing = WriteAsync(responseStream, context.CancellationToken);
        try
        {
            await foreach (var message in requestStream.ReadAllAsync(context.CancellationToken)) Receive(message);
        }
        catch (Exception e) when (e is IOException or OperationCanceledException)
        {
            // The process ended, or this host does.
        }

        End();
        await writing;
    }

    private async Task WriteAsync(IServerStreamWriter<StreamingMessage> stream, CancellationToken cancellationToken)
    {
        try
        {
            await foreach (var message in requests.Reader.ReadAllAsync(cancellationToken))
                await stream.WriteAsync(message, cancellationToken);
        }
        catch (Exception e) when (e is IOException or OperationCanceledException or InvalidOperationException)
        {
            // As above; the stream may be closed for writing first.
        }
    }

    private void Receive(StreamingMessage message)
    {
        if (message.ContentCase == StreamingMessage.ContentOneofCase.StartStream) started.TrySetResult();
        else if (message.ContentCase == StreamingMessage.ContentOneofCase.RpcLog) Logs.Enqueue(message.RpcLog);
        else if (message.ContentCase != StreamingMessage.ContentOneofCase.None) awaited[message.RequestId].TrySetResult(message);

        // What is left is an empty message, with which the worker acknowledges a cancellation.
    }
}

/// <summary>The worker's process ended before it answered.</summary>
internal sealed class WorkerGoneException() : Exception("the worker ended");

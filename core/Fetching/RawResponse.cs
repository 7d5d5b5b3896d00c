using LinkWatch.Links;

namespace LinkWatch.Fetching;

/// <summary>What one request brought: a failure, or a status with its headers and, unless it sends us on, a body.</summary>
internal sealed record RawResponse
{
    public FetchFailure? Failure { get; init; }

    public int? Status { get; init; }

    public HttpFields Headers { get; init; } = HttpFields.Empty;

    public PooledBody? Body { get; init; }

    public BodyEnd End { get; init; }

    public bool IsEndedByClose { get; init; }

    /// <summary>
    /// HttpClient refused the answer for the way in which it is written, or could not read where it ends: a
    /// <see cref="TolerantExchange"/> may be able to.
    /// </summary>
    public bool IsMalformed { get; init; }

    /// <summary>The body is large, and there was no room for it: it is to be asked for again when there is.</summary>
    public bool LacksRoom { get; init; }

    /// <summary>The statuses that the Fetch standard follows.</summary>
    public bool IsRedirect => Status is 301 or 302 or 303 or 307 or 308;

    public static RawResponse Failed(FetchFailure failure) => new() { Failure = failure };

    public static RawResponse Failed(Exception exception, CancellationToken cancellationToken) =>
        cancellationToken.IsCancellationRequested
            ? Failed(new FetchFailure(Reason.Timeout, "no answer in time"))
            : Failed(FetchFault.Of(exception)) with { IsMalformed = FetchFault.IsMalformed(exception) };

    /// <summary>Never throws for anything that the remote side does, once there is a head.</summary>
    public static async Task<RawResponse> ReadAsync(
        MessageBody message, HttpFields headers, BodyLimit limit, CancellationToken cancellationToken)
    {
        var answer = new RawResponse { Status = message.Status, Headers = headers };
        if (message.Status < 200) return Failed(new(Reason.Unreadable, $"the answer is only provisional: {message.Status}"));
        if (answer.IsRedirect) return answer;
        if (MessageFraming.Of(headers).IsContradictory)
        {
            var lengths = string.Join(", ", headers.All("Content-Length"));
            return Failed(FetchFault.Of(Reason.Unreadable, $"the answer has more than one length: {lengths}"));
        }

        var reader = new BodyReader(message, headers);
        var body = reader.Rent(limit);
        var end = await reader.ReadAsync(body, cancellationToken);
        return answer with
        {
            End = end,
            Body = body,
            IsEndedByClose = reader.IsEndedByClose,
            LacksRoom = body.LacksRoom,
            IsMalformed = reader.Fault is { } fault && FetchFault.IsMalformed(fault),
        };
    }
}

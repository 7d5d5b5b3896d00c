using System.Globalization;
using System.Security.Cryptography;
using LinkWatch.Links;
using LinkWatch.Storage;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace LinkWatch.Web.Idempotency;

/// <summary>
/// A request with an Idempotency-Key takes effect once, on every instance: its row is written before it runs, and its answer is kept for
/// whoever repeats it.
/// </summary>
public sealed class IdempotentRequests(
    IRequestStore requests, ISiteStore sites, TimeProvider time, ILogger<IdempotentRequests> log,
    IHostApplicationLifetime? host = null)
{
    public const string Replayed = "Idempotency-Replayed";

    /// <summary>One byte more than any route takes, so that a longer body is refused as it would be without a key.</summary>
    private const int MaxBytes = ImportEndpoint.MaxBytes + 1;

    private const int RetryAfterSeconds = 2;

    /// <summary>A request that runs longer died with its process. Azure ends a request after 230 seconds.</summary>
    private static readonly TimeSpan MaxDuration = TimeSpan.FromMinutes(5);

    /// <summary>For a host with ASP.NET Core's pipeline.</summary>
    public async Task PassAsync(HttpContext context, RequestDelegate next)
    {
        var answer = await AnswerAsync(context, async () =>
        {
            await next(context);
            return null;
        });
        if (answer is not null) await answer.ExecuteAsync(context);
    }

    /// <summary>The answer; null if it was written.</summary>
    /// <param name="context">The request.</param>
    /// <param name="handle">Has the effect, and gives the answer, or null if it wrote it.</param>
    public async Task<IResult?> AnswerAsync(HttpContext context, Func<Task<IResult?>> handle)
    {
        var request = context.Request;
        if (!request.Headers.TryGetValue(IdempotencyKey.Header, out var keys)) return await handle();
        if (WebRoutes.Find(request) is not { TakesIdempotencyKey: true } route) return await handle();
        if (keys is not [{ } key] || !IdempotencyKey.IsValid(key))
            return ApiAnswer.Error(
                ApiErrorCode.InvalidIdempotencyKey,
                $"{IdempotencyKey.Header}: send 1 to {IdempotencyKey.MaxLength} visible ASCII characters");
        var site = route.Match(request.Path)?["site"] as string;
        if (site is not null && await sites.FindSiteAsync(site, context.RequestAborted) is null) return await handle();

        var body = await ReadAsync(request);
        var started = new RequestRow(IdempotencyKey.IdOf(request, key), time.GetUtcNow(), IdempotencyKey.FingerprintOf(request, body))
        {
            Nonce = Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(16)),
        };

        // A caller who hangs up in between must not undo what is remembered of an effect that is there.
        var aborted = context.RequestAborted;
        context.RequestAborted = host?.ApplicationStopping ?? CancellationToken.None;
        try
        {
            var (ours, other) = await ClaimAsync(site, started, context.RequestAborted);
            return ours is null ? Repeat(context, other!, started) : await RunAsync(context, site, ours, handle);
        }
        finally
        {
            context.RequestAborted = aborted;
        }
    }

    /// <summary>Our row, or that of a request that came first.</summary>
    private Task<(Stored<RequestRow>? Ours, RequestRow? Other)> ClaimAsync(
        string? site, RequestRow started, CancellationToken cancellationToken) =>
        OptimisticUpdate.RunAsync<(Stored<RequestRow>?, RequestRow?)>(
            $"request {started.RequestId}",
            async isRetry =>
            {
                var before = isRetry ? await requests.FindAsync(site, started.RequestId, cancellationToken) : null;

                // Written by an attempt whose answer was lost, and that the client of the storage repeated.
                if (before is not null && before.Row.Nonce == started.Nonce)
                    return Attempt.Written<(Stored<RequestRow>?, RequestRow?)>((before, null));
                if (before is not null && !IsOver(before.Row, started.At))
                    return Attempt.Written<(Stored<RequestRow>?, RequestRow?)>((null, before.Row));
                return await requests.TryWriteAsync(site, started, before, cancellationToken) is { } ours
                    ? Attempt.Written<(Stored<RequestRow>?, RequestRow?)>((ours, null))
                    : Attempt.Overtaken<(Stored<RequestRow>?, RequestRow?)>();
            },
            cancellationToken);

    private static bool IsOver(RequestRow row, DateTimeOffset now) =>
        row.At.IsAhead(now) || now - row.At >= (row.Answer is null ? MaxDuration : RequestRow.Kept);

    private static IResult Repeat(HttpContext context, RequestRow first, RequestRow repeat)
    {
        if (first.Fingerprint != repeat.Fingerprint)
            return ApiAnswer.Error(
                ApiErrorCode.IdempotencyKeyReused, $"this {IdempotencyKey.Header} was used for another request; make a new one for each");
        if (first.Answer is { } answer) return new RepeatedAnswer(answer);
        context.Response.Headers.RetryAfter = RetryAfterSeconds.ToString(CultureInfo.InvariantCulture);
        return ApiAnswer.Error(
            ApiErrorCode.RequestInProgress, $"the first request with this {IdempotencyKey.Header} is still running; ask again");
    }

    private async Task<IResult> RunAsync(HttpContext context, string? site, Stored<RequestRow> ours, Func<Task<IResult?>> handle)
    {
        var isDone = false;
        try
        {
            var answer = await CapturedAnswer.OfAsync(context, handle);
            if (answer.IsFinal)
            {
                isDone = true;
                await KeepAsync(() => requests.TryWriteAsync(
                    site, ours.Row with { Answer = answer.ToKeep() }, ours, CancellationToken.None));
            }

            return answer;
        }
        finally
        {
            // A repeat runs again.
            if (!isDone) await KeepAsync(() => requests.RemoveAsync(site, ours, CancellationToken.None));
        }
    }

    /// <summary>The effect is there, and its caller is answered, whatever becomes of the row.</summary>
    private async Task KeepAsync(Func<Task> write)
    {
        try
        {
            await write();
        }
        catch (Exception e)
        {
            log.LogWarning(e, "The answer to an idempotent request is not kept");
        }
    }

    /// <summary>The body, which the request still has afterwards.</summary>
    private static async Task<byte[]> ReadAsync(HttpRequest request)
    {
        var body = new MemoryStream();
        var buffer = new byte[16 * 1024];
        while (body.Length < MaxBytes && await request.Body.ReadAsync(buffer, request.HttpContext.RequestAborted) is > 0 and var read)
            body.Write(buffer, 0, read);
        body.Position = 0;
        request.Body = body;
        return body.ToArray();
    }
}

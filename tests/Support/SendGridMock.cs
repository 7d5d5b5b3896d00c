using System.Collections.Concurrent;
using System.Text.Json;
using LinkWatch.Links;
using Microsoft.AspNetCore.Http;

namespace LinkWatch.Tests.Support;

/// <summary>
/// SendGrid's <c>v3/mail/send</c> on a free port of 127.0.0.1: takes what <see cref="SendGridContract"/> allows, and sends nothing.
/// </summary>
public sealed class SendGridMock : IAsyncDisposable
{
    public const string Key = "SG.a-key.of-the-tests";
    private LoopbackSite site = null!;

    /// <summary>Every body that came with the key, taken or not.</summary>
    public ConcurrentQueue<JsonElement> Requests { get; } = [];

    /// <summary>The addresses of every mail that was taken.</summary>
    public ConcurrentQueue<string> Receivers { get; } = [];

    public string Host => site.Url().Href.TrimEnd('/');

    /// <param name="instead">Answers in place of the service and returns true; false leaves the answer to it.</param>
    public static async Task<SendGridMock> StartAsync(Func<HttpContext, JsonElement, Task<bool>>? instead = null)
    {
        var mock = new SendGridMock();
        mock.site = await LoopbackSite.StartAsync(context => mock.AnswerAsync(context, instead));
        return mock;
    }

    public ValueTask DisposeAsync() => site.DisposeAsync();

    public static async Task<bool> SayAsync(HttpContext context, int status, params object[] errors)
    {
        context.Response.StatusCode = status;
        await context.Response.WriteAsync(JsonSerializer.Serialize(new { errors }, Json.Options));
        return true;
    }

    private async Task AnswerAsync(HttpContext context, Func<HttpContext, JsonElement, Task<bool>>? instead)
    {
        var request = context.Request;
        if (request.Method != "POST" || request.Path != "/v3/mail/send")
        {
            await SayAsync(context, 404, new { message = "Not Found" });
        }
        else if (request.Headers.Authorization != $"Bearer {Key}")
        {
            await SayAsync(
                context, 401, new { message = "The provided authorization grant is invalid, expired, or revoked", field = (string?)null });
        }
        else if (request.ContentType != "application/json")
        {
            await SayAsync(context, 415, new { message = "Content-Type should be application/json." });
        }
        else
        {
            using var body = await JsonDocument.ParseAsync(request.Body, cancellationToken: context.RequestAborted);
            var mail = body.RootElement.Clone();
            Requests.Enqueue(mail);
            if (instead is null || !await instead(context, mail)) await TakeAsync(context, mail);
        }
    }

    private async Task TakeAsync(HttpContext context, JsonElement mail)
    {
        if (SendGridContract.FaultsOf(mail) is { Count: > 0 } faults)
        {
            await SayAsync(context, 400, [.. faults]);
            return;
        }

        var isSandbox = mail.TryGetProperty("mail_settings", out var settings)
            && settings.GetProperty("sandbox_mode").GetProperty("enable").GetBoolean();
        context.Response.StatusCode = isSandbox ? 200 : 202;
        if (isSandbox) return;
        context.Response.Headers["X-Message-Id"] = $"mock-{Requests.Count}";
        foreach (var envelope in mail.GetProperty("personalizations").EnumerateArray())
            Receivers.Enqueue(envelope.GetProperty("to")[0].GetProperty("email").GetString()!);
    }
}

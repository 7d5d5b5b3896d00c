using System.Collections.Concurrent;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text;
using LinkWatch.Urls;
using Microsoft.AspNetCore.Http;

namespace LinkWatch.Tests.Support;

/// <summary>A receiver of webhooks on a free port of 127.0.0.1: keeps what was posted, and answers as a test wants it.</summary>
public sealed class WebhookReceiver : IAsyncDisposable
{
    private LoopbackSite site = null!;

    public ConcurrentQueue<Post> Posts { get; } = [];

    /// <param name="answer">After the post was kept; null for 204.</param>
    /// <param name="certificate">Null: plain http.</param>
    public static async Task<WebhookReceiver> StartAsync(RequestDelegate? answer = null, X509Certificate2? certificate = null)
    {
        var receiver = new WebhookReceiver();
        receiver.site = await LoopbackSite.StartAsync(
            async context =>
            {
                using var body = new MemoryStream();
                await context.Request.Body.CopyToAsync(body, context.RequestAborted);
                var headers = context.Request.Headers.ToDictionary(
                    header => header.Key, header => header.Value.ToString(), StringComparer.OrdinalIgnoreCase);
                receiver.Posts.Enqueue(new Post(context.Request.Method, headers, body.ToArray()));
                context.Response.StatusCode = StatusCodes.Status204NoContent;
                if (answer is not null) await answer(context);
            },
            certificate);
        return receiver;
    }

    public WebUrl Url(string path = "/hook", string host = "127.0.0.1") => site.Url(path, host);

    public ValueTask DisposeAsync() => site.DisposeAsync();

    public sealed record Post(string Method, IReadOnlyDictionary<string, string> Headers, byte[] Body)
    {
        public string Text => Encoding.UTF8.GetString(Body);

        /// <summary>As docs/channels.md asks receivers to do it.</summary>
        public bool IsSignedBy(string secret)
        {
            if (Headers["LinkWatch-Signature"].Split(',') is not [['t', '=', .. var time], ['v', '1', '=', .. var signature]]) return false;
            byte[] signed = [.. Encoding.UTF8.GetBytes(time), (byte)'.', .. Body];
            return CryptographicOperations.FixedTimeEquals(
                HMACSHA256.HashData(Encoding.UTF8.GetBytes(secret), signed), Convert.FromHexString(signature));
        }
    }
}

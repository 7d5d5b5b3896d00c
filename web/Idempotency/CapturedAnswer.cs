using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using LinkWatch.Storage;
using Microsoft.AspNetCore.Http;

namespace LinkWatch.Web.Idempotency;

/// <summary>An answer that was made and is not sent yet.</summary>
internal sealed class CapturedAnswer(int status, IReadOnlyDictionary<string, string> headers, byte[] body) : IResult
{
    /// <summary>Of a body that is kept.</summary>
    internal const int MaxBytes = 32 * 1024;

    /// <summary>Whether a repeat is given it: what failed for now is tried again.</summary>
    public bool IsFinal => status is < 500 and not (StatusCodes.Status408RequestTimeout or StatusCodes.Status429TooManyRequests);

    public static async Task<CapturedAnswer> OfAsync(HttpContext context, Func<Task<IResult?>> handle)
    {
        var response = context.Response;
        var real = response.Body;
        using var body = new CapturedBody();
        response.Body = body;
        try
        {
            if (await handle() is { } result) await result.ExecuteAsync(context);
            await response.BodyWriter.FlushAsync(CancellationToken.None);
        }
        finally
        {
            response.Body = real;
        }

        var headers = response.Headers.Where(header => header.Key != "Content-Length")
            .ToDictionary(header => header.Key, header => header.Value.ToString(), StringComparer.Ordinal);
        return new CapturedAnswer(response.StatusCode, headers, body.ToArray());
    }

    public KeptAnswer ToKeep() => new(status, headers, body.Length <= MaxBytes ? Encoding.UTF8.GetString(body) : Shortened());

    public async Task ExecuteAsync(HttpContext httpContext)
    {
        httpContext.Response.StatusCode = status;
        if (body.Length > 0) await httpContext.Response.Body.WriteAsync(body, httpContext.RequestAborted);
    }

    /// <summary>Only the lists of an answer can be long.</summary>
    private string Shortened()
    {
        var summary = JsonNode.Parse(body)!.AsObject();
        foreach (var list in summary.Where(member => member.Value is JsonArray).Select(member => member.Key).ToList())
            summary[list] = new JsonArray();
        return JsonSerializer.Serialize(summary, Links.Json.Options);
    }

    /// <summary>What was done is answered, even if the host is stopping by now.</summary>
    private sealed class CapturedBody : MemoryStream
    {
        public override ValueTask WriteAsync(ReadOnlyMemory<byte> buffer, CancellationToken cancellationToken = default) =>
            base.WriteAsync(buffer, CancellationToken.None);

        public override Task WriteAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken) =>
            base.WriteAsync(buffer, offset, count, CancellationToken.None);
    }
}

/// <summary>The answer of the first request, given again.</summary>
internal sealed class RepeatedAnswer(KeptAnswer answer) : IResult
{
    public async Task ExecuteAsync(HttpContext httpContext)
    {
        var response = httpContext.Response;
        response.StatusCode = answer.Status;
        foreach (var (name, value) in answer.Headers) response.Headers[name] = value;
        response.Headers[IdempotentRequests.Replayed] = "true";
        var body = Encoding.UTF8.GetBytes(answer.Body);
        if (body.Length > 0) await response.Body.WriteAsync(body, httpContext.RequestAborted);
    }
}

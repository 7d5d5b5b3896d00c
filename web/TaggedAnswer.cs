using System.Security.Cryptography;
using LinkWatch.Web.SiteKeys;
using Microsoft.AspNetCore.Http;
using Microsoft.Net.Http.Headers;

namespace LinkWatch.Web;

/// <summary>
/// A body whose hash is its ETag: a GET that names it in If-None-Match is answered 304. Results.Bytes would answer 412, without a problem,
/// if the request has an If-Match.
/// </summary>
internal sealed class TaggedAnswer(byte[] body, string type, int status) : IResult
{
    /// <summary>A cache on the way must not give one key's answer to whoever asks with another, or with a revoked one.</summary>
    private const string KeyedCaching = "private, no-cache";

    public int Status => status;

    public byte[] Body => body;

    public Task ExecuteAsync(HttpContext httpContext)
    {
        var (request, response) = (httpContext.Request, httpContext.Response);
        response.StatusCode = status;
        if (KeyedSite.Of(httpContext) is not null) response.Headers.CacheControl = KeyedCaching;
        if (HttpMethods.IsGet(request.Method) && status == StatusCodes.Status200OK)
        {
            var tag = new EntityTagHeaderValue($"\"{Convert.ToHexStringLower(SHA256.HashData(body).AsSpan(0, 16))}\"");
            response.GetTypedHeaders().ETag = tag;
            if (request.GetTypedHeaders().IfNoneMatch.Any(
                known => known.Equals(EntityTagHeaderValue.Any) || known.Compare(tag, useStrongComparison: false)))
            {
                response.StatusCode = StatusCodes.Status304NotModified;
                return Task.CompletedTask;
            }
        }

        response.ContentType = type;
        response.ContentLength = body.Length;
        return response.Body.WriteAsync(body, httpContext.RequestAborted).AsTask();
    }
}

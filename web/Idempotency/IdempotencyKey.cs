using LinkWatch.Links;
using LinkWatch.Web.SiteKeys;
using Microsoft.AspNetCore.Http;

namespace LinkWatch.Web.Idempotency;

/// <summary>What a caller names a request with, so that repeating it has no second effect.</summary>
internal static class IdempotencyKey
{
    public const string Header = "Idempotency-Key";
    public const int MaxLength = 255;

    private static readonly string[] Credentials = [SiteKeyGate.Header, "Authorization"];

    /// <summary>Names a request of this caller: callers with other credentials may use the same key.</summary>
    public static string IdOf(HttpRequest request, string key)
    {
        var credentials = SiteKeyGate.KeyIn(request) ?? string.Join(
            '\n',
            Credentials.Select(name => request.Headers[name].ToString()).Append(request.Query[ApiGate.KeyParameter].ToString()));
        return Ids.Hash($"{credentials}\n{key}");
    }

    public static bool IsValid(string key) => key.Length is > 0 and <= MaxLength && key.All(c => c is > ' ' and <= '~');

    /// <summary>A hash of what is asked.</summary>
    public static string FingerprintOf(HttpRequest request, ReadOnlySpan<byte> body)
    {
        var query = request.Query.Where(pair => !pair.Key.Equals(ApiGate.KeyParameter, StringComparison.OrdinalIgnoreCase))
            .OrderBy(pair => pair.Key, StringComparer.Ordinal).Select(pair => $"{pair.Key}={pair.Value}");
        return Ids.Hash(string.Join('\n', [request.Method, request.Path, .. query, request.ContentType, Ids.Hash(body)]));
    }
}

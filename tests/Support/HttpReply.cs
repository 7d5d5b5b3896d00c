using System.Text.Json;
using LinkWatch.Links;
using LinkWatch.Web;

namespace LinkWatch.Tests.Support;

/// <summary>What a server of ours answered, as far as a caller looks at it.</summary>
internal sealed record HttpReply(int Status, string? Type, IReadOnlyList<string> Allow, string? RetryAfter, string Body)
{
    /// <summary>Whether it is the answer of an earlier request, given again.</summary>
    public bool IsReplayed { get; init; }

    public JsonElement Json => JsonDocument.Parse(Body).RootElement;

    public static async Task<HttpReply> ReadAsync(HttpResponseMessage answer, CancellationToken cancellationToken) => new(
        (int)answer.StatusCode,
        answer.Content.Headers.ContentType?.MediaType,
        [.. answer.Content.Headers.Allow.Order()],
        answer.Headers.RetryAfter?.ToString(),
        await answer.Content.ReadAsStringAsync(cancellationToken))
    {
        IsReplayed = answer.Headers.TryGetValues("Idempotency-Replayed", out var replayed) && replayed.Single() == "true",
    };

    /// <summary>The line of an error, which is a problem (RFC 9457) of this status.</summary>
    public string Problem(int status, string of)
    {
        Assert.True((status, "application/problem+json") == (Status, Type), $"{of}: {Status} {Type} {Body}");
        Assert.Equal(status, Json.GetProperty("status").GetInt32());
        Assert.NotEqual("", Json.GetProperty("title").GetString());
        AssertCode(Json);
        var line = Json.GetProperty("detail").GetString()!;
        Assert.DoesNotContain('\n', line);
        return line;
    }

    /// <summary>Holds an error against the closed set of codes.</summary>
    public static void AssertCode(JsonElement problem)
    {
        var code = KebabCase.Parse<ApiErrorCode>(problem.GetProperty("code").GetString()!);
        Assert.NotNull(code);
        Assert.Equal(ApiErrorCodes.StatusOf(code.Value), problem.GetProperty("status").GetInt32());
    }
}

using System.Text.Json;
using LinkWatch.Links;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.WebUtilities;

namespace LinkWatch.Web;

/// <summary>The API's answers, in JSON. An error is a problem (RFC 9457) whose detail is one line for the caller.</summary>
public static class ApiAnswer
{
    private const string ProblemType = "application/problem+json";

    public static IResult Of<T>(T value, int status = StatusCodes.Status200OK) =>
        Tagged(JsonSerializer.SerializeToUtf8Bytes(value, Json.Options), "application/json; charset=utf-8", status);

    public static IResult Tagged(byte[] body, string type, int status = StatusCodes.Status200OK) => new TaggedAnswer(body, type, status);

    public static IResult NoSuchSite() => Error(ApiErrorCode.NoSuchSite, "no such site");

    /// <summary>Also if the link belongs to another site.</summary>
    public static IResult NoSuchLink() => Error(ApiErrorCode.NoSuchLink, "the site has no such link");

    /// <param name="name">The query parameter.</param>
    /// <param name="problem">What is wrong with it, and what it takes.</param>
    /// <param name="code">Unless its value is wrong.</param>
    public static IResult BadParameter(string name, string problem, ApiErrorCode code = ApiErrorCode.InvalidParameter) =>
        Answer(ProblemOf(code, $"{name}: {problem}") with { Parameter = name });

    /// <param name="name">The member of the body.</param>
    /// <param name="line">What is wrong with it, and what it takes.</param>
    /// <param name="code">Unless its value is wrong.</param>
    public static IResult BadMember(string name, string line, ApiErrorCode code = ApiErrorCode.InvalidMember) =>
        Answer(ProblemOf(code, line) with { Member = name });

    public static IResult Error(ApiErrorCode code, string line) => Answer(ProblemOf(code, line));

    /// <summary>A request that the server itself finds wrong, with the status that it has for that.</summary>
    public static IResult Incomplete(BadHttpRequestException exception, string line) =>
        exception.StatusCode == StatusCodes.Status413PayloadTooLarge
            ? Error(ApiErrorCode.BodyTooLarge, line)
            : Answer(ProblemOf(ApiErrorCode.IncompleteRequest, line, exception.StatusCode));

    /// <summary>A file of which no row is valid.</summary>
    public static IResult NothingValid(string line, IReadOnlyList<RowProblem> problems) =>
        Answer(ProblemOf(ApiErrorCode.NoValidRow, line) with { Problems = problems });

    private static IResult Answer(Problem problem) =>
        Results.Json(problem, Json.Options, contentType: ProblemType, statusCode: problem.Status);

    private static Problem ProblemOf(ApiErrorCode code, string line, int? status = null)
    {
        var known = status ?? ApiErrorCodes.StatusOf(code);
        return new Problem(ReasonPhrases.GetReasonPhrase(known), known, line, code);
    }
}

using LinkWatch.Links;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.WebUtilities;

namespace LinkWatch.Web;

/// <summary>The API's answers, in JSON. An error is a problem (RFC 9457) whose detail is one line for the caller.</summary>
public static class ApiAnswer
{
    private const string ProblemType = "application/problem+json";

    public static IResult Of<T>(T value, int status = StatusCodes.Status200OK) => Results.Json(value, Json.Options, statusCode: status);

    public static IResult NoSuchSite() => Error(StatusCodes.Status404NotFound, "no such site");

    /// <summary>Also if the link belongs to another site.</summary>
    public static IResult NoSuchLink() => Error(StatusCodes.Status404NotFound, "the site has no such link");

    /// <param name="name">The query parameter.</param>
    /// <param name="problem">What is wrong with it, and what it takes.</param>
    public static IResult BadParameter(string name, string problem) =>
        Answer(Problem.Of(StatusCodes.Status400BadRequest, $"{name}: {problem}") with { Parameter = name });

    public static IResult Error(int status, string line) => Answer(Problem.Of(status, line));

    /// <summary>A file of which no row is valid.</summary>
    public static IResult NothingValid<T>(string line, IReadOnlyList<T> problems) =>
        Answer(Problem.Of(StatusCodes.Status400BadRequest, line) with { Problems = problems });

    private static IResult Answer(Problem problem) =>
        Results.Json(problem, Json.Options, contentType: ProblemType, statusCode: problem.Status);

    private sealed record Problem(string Title, int Status, string Detail)
    {
        public string? Parameter { get; init; }

        public object? Problems { get; init; }

        public static Problem Of(int status, string line) => new(ReasonPhrases.GetReasonPhrase(status), status, line);
    }
}

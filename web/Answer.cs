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
    public static IResult BadParameter(string name, string problem) => Problem(new
    {
        title = TitleOf(StatusCodes.Status400BadRequest),
        status = StatusCodes.Status400BadRequest,
        detail = $"{name}: {problem}",
        parameter = name,
    }, StatusCodes.Status400BadRequest);

    public static IResult Error(int status, string line) => Problem(new { title = TitleOf(status), status, detail = line }, status);

    /// <summary>A file of which no row is valid.</summary>
    public static IResult NothingValid<T>(string line, IReadOnlyList<T> problems) => Problem(new
    {
        title = TitleOf(StatusCodes.Status400BadRequest),
        status = StatusCodes.Status400BadRequest,
        detail = line,
        problems,
    }, StatusCodes.Status400BadRequest);

    private static IResult Problem<T>(T problem, int status) =>
        Results.Json(problem, Json.Options, contentType: ProblemType, statusCode: status);

    private static string TitleOf(int status) => ReasonPhrases.GetReasonPhrase(status);
}

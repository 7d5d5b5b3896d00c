using LinkWatch.Links;
using Microsoft.AspNetCore.Http;

namespace LinkWatch.Web;

/// <summary>The API's answers, in JSON. An error is an object with one line for the caller.</summary>
public static class ApiAnswer
{
    public static IResult Of<T>(T value, int status = StatusCodes.Status200OK) => Results.Json(value, Json.Options, statusCode: status);

    public static IResult NoSuchSite() => Error(StatusCodes.Status404NotFound, "no such site");

    /// <summary>Also if the link belongs to another site.</summary>
    public static IResult NoSuchLink() => Error(StatusCodes.Status404NotFound, "the site has no such link");

    public static IResult Error(int status, string line) => Of(new { error = line }, status);
}

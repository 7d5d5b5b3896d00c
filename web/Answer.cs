using LinkWatch.Links;
using Microsoft.AspNetCore.Http;

namespace LinkWatch.Web;

/// <summary>What the API answers: JSON, an error being one object with one line for the caller.</summary>
public static class ApiAnswer
{
    public static IResult Of<T>(T value, int status = StatusCodes.Status200OK) => Results.Json(value, Json.Options, statusCode: status);

    public static IResult NoSuchSite() => Error(StatusCodes.Status404NotFound, "there is no such site");

    /// <summary>Also where the link is another site's.</summary>
    public static IResult NoSuchLink() => Error(StatusCodes.Status404NotFound, "the site has no such link");

    public static IResult Error(int status, string line) => Of(new { error = line }, status);
}

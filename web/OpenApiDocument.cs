using System.Net.Mime;
using Microsoft.AspNetCore.Http;

namespace LinkWatch.Web;

/// <summary>
/// The OpenAPI document, which lies in the assembly because the Functions host has no routes to make it from; a test makes it from
/// <see cref="WebRoutes.All"/>, and fails if it differs.
/// </summary>
public static class OpenApiDocument
{
    private static readonly byte[] Text = Read();

    public static IResult Show() => ApiAnswer.Tagged(Text, MediaTypeNames.Application.Json);

    private static byte[] Read()
    {
        using var resource = typeof(OpenApiDocument).Assembly.GetManifestResourceStream("openapi.json")!;
        var text = new byte[resource.Length];
        resource.ReadExactly(text);
        return text;
    }
}

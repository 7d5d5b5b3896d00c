using System.Globalization;
using Microsoft.AspNetCore.Http;

namespace LinkWatch.Web;

/// <summary>Which portion of a listing: <c>?most=</c> rows behind <c>?after=</c>, the <c>next</c> of the portion before.</summary>
internal sealed record Paging(string? After, int Most)
{
    private const int MostRows = 1000;
    private const int DefaultRows = 100;
    private const int MostKeyLength = 512;

    /// <summary>Null where the request asks for what cannot be.</summary>
    public static Paging? Of(HttpRequest request)
    {
        var (after, most) = ((string?)request.Query["after"], (string?)request.Query["most"]);
        if (after is { Length: > MostKeyLength }) return null;
        if (string.IsNullOrEmpty(most)) return new Paging(after, DefaultRows);
        return int.TryParse(most, NumberStyles.None, CultureInfo.InvariantCulture, out var rows) && rows > 0 ? new Paging(after, Math.Min(rows, MostRows)) : null;
    }

    public static IResult Refusal() => Answer.Error(StatusCodes.Status400BadRequest, $"most is a number from 1 to {MostRows}, after the “next” of the portion before");
}

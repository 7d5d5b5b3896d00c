using System.Globalization;
using Microsoft.AspNetCore.Http;

namespace LinkWatch.Web;

/// <summary>Which portion of a listing: <c>?most=</c> rows behind <c>?after=</c>, the <c>next</c> of the portion before.</summary>
internal sealed record Paging(string? After, int Most)
{
    private const int MaxRows = 1000;
    private const int DefaultRows = 100;
    private const int MaxKeyLength = 512;

    /// <summary>Null where the request asks for what cannot be.</summary>
    public static Paging? Of(HttpRequest request)
    {
        var (after, max) = ((string?)request.Query["after"], (string?)request.Query["most"]);
        if (after is { Length: > MaxKeyLength }) return null;
        if (string.IsNullOrEmpty(max)) return new Paging(after, DefaultRows);
        return int.TryParse(max, NumberStyles.None, CultureInfo.InvariantCulture, out var rows) && rows > 0
            ? new Paging(after, Math.Min(rows, MaxRows))
            : null;
    }

    public static IResult Refusal() =>
        ApiAnswer.Error(
            StatusCodes.Status400BadRequest, $"most is a number from 1 to {MaxRows}, after the “next” of the portion before");
}

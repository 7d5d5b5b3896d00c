using System.Globalization;
using Microsoft.AspNetCore.Http;

namespace LinkWatch.Web;

/// <summary>A page of a listing: <c>?most=</c> rows after <c>?after=</c>, which is the <c>next</c> of the previous page.</summary>
internal sealed record Paging(string? After, int Most)
{
    private const int MaxRows = 1000;
    private const int DefaultRows = 100;
    private const int MaxKeyLength = 512;

    /// <summary>Null if the parameters are invalid.</summary>
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
            StatusCodes.Status400BadRequest, $"most is a number from 1 to {MaxRows}, after the “next” of the previous page");
}

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
    /// <param name="request">What is asked.</param>
    /// <param name="prefix">What every key of the listing begins with: any other would lead out of it.</param>
    public static Paging? Of(HttpRequest request, string prefix)
    {
        var (after, max) = ((string?)request.Query["after"], (string?)request.Query["most"]);
        if (string.IsNullOrEmpty(after)) after = null;
        else if (after.Length > MaxKeyLength || !after.StartsWith(prefix, StringComparison.Ordinal)) return null;
        if (string.IsNullOrEmpty(max)) return new Paging(after, DefaultRows);
        return int.TryParse(max, NumberStyles.None, CultureInfo.InvariantCulture, out var rows) && rows > 0
            ? new Paging(after, Math.Min(rows, MaxRows))
            : null;
    }

    public static IResult Refusal() =>
        ApiAnswer.Error(
            StatusCodes.Status400BadRequest, $"most must be a number from 1 to {MaxRows}, and after the “next” of the previous page");
}

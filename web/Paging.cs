using System.Globalization;
using System.Text.RegularExpressions;
using Microsoft.AspNetCore.Http;

namespace LinkWatch.Web;

/// <summary>A page of a listing: <c>?most=</c> rows after <c>?after=</c>, which is the <c>next</c> of the previous page.</summary>
internal sealed record Paging(string? From, int Rows)
{
    public const string Max = "most";
    public const string After = "after";

    private const int MaxRows = 1000;
    private const int DefaultRows = 100;

    /// <summary>Of the key that a listing goes on after: storage would refuse other characters, or take them for another key.</summary>
    private static readonly Regex Key = new("^[a-z0-9!-]{1,200}$", RegexOptions.NonBacktracking | RegexOptions.CultureInvariant);

    public static bool IsKey(string text, string prefix) => Key.IsMatch(text) && text.StartsWith(prefix, StringComparison.Ordinal);

    /// <summary>The page asked for, or the error.</summary>
    /// <param name="request">What is asked.</param>
    /// <param name="prefix">What every key of the listing begins with: any other would lead out of it.</param>
    public static (Paging? Page, IResult? Refusal) Of(HttpRequest request, string prefix) =>
        Of(request, after => after.StartsWith(prefix, StringComparison.Ordinal));

    /// <param name="request">What is asked.</param>
    /// <param name="isNext">Whether a text can be the <c>next</c> of a page of the listing.</param>
    public static (Paging? Page, IResult? Refusal) Of(HttpRequest request, Func<string, bool> isNext)
    {
        var (after, max) = ((string?)request.Query[After], (string?)request.Query[Max]);
        if (string.IsNullOrEmpty(after)) after = null;
        else if (!Key.IsMatch(after) || !isNext(after))
            return (null, ApiAnswer.BadParameter(After, "not the “next” of the previous page"));
        if (string.IsNullOrEmpty(max)) return (new Paging(after, DefaultRows), null);
        return int.TryParse(max, NumberStyles.None, CultureInfo.InvariantCulture, out var rows) && rows > 0
            ? (new Paging(after, Math.Min(rows, MaxRows)), null)
            : (null, ApiAnswer.BadParameter(Max, $"not a whole number from 1 to {MaxRows}"));
    }
}

using System.Globalization;

namespace LinkWatch.Links;

/// <summary>A number with the word for what is counted.</summary>
public static class Counted
{
    /// <summary><c>1 link</c>, <c>2 links</c>, <c>1,000 links</c>.</summary>
    /// <param name="count">How many.</param>
    /// <param name="one">The word for one.</param>
    /// <param name="many">The word for more; null if an <c>s</c> makes it.</param>
    public static string Of(long count, string one, string? many = null) =>
        count.ToString("n0", CultureInfo.InvariantCulture) + " " + (count == 1 ? one : many ?? one + "s");
}

using LinkWatch.Urls;

namespace LinkWatch.Importing;

/// <summary>A cell that must hold an address.</summary>
internal static class ImportAddress
{
    private const int MaxLength = 8192;

    /// <summary>The address, or null and what is wrong with it.</summary>
    /// <param name="cell">Not empty.</param>
    /// <param name="role"><c>source</c> or <c>target</c>.</param>
    /// <param name="problem">One line, or null.</param>
    public static WebUrl? Read(string cell, string role, out string? problem)
    {
        problem = ProblemOf(cell, role, out var url);
        return problem is null ? url : null;
    }

    /// <summary>
    /// The address of a cell that lacks its scheme, for a column that is known to hold addresses; null if the cell has one, or is none.
    /// Pages are read as https://, which most are; a number with a dot in it is no host.
    /// </summary>
    public static string? WithScheme(string cell)
    {
        if (cell.Length is 0 or > MaxLength || cell.Any(char.IsWhiteSpace) || SchemeOf(cell) is not null) return null;
        var whole = "https://" + cell.TrimStart('/');
        return WebUrl.TryParse(whole, out var url) && url.Username.Length == 0 && url.Host.Split('.') is [_, .., var last]
            && last.Any(char.IsAsciiLetter) ? whole : null;
    }

    private static string? ProblemOf(string cell, string role, out WebUrl? url)
    {
        url = null;
        var quoted = ImportProblem.Quote(cell);
        if (cell.Length > MaxLength) return $"the {role} {quoted} is longer than 8,192 characters: shorten it";
        if (SchemeOf(cell) is not { } scheme)
            return WebUrl.TryParse("https://" + cell.TrimStart('/'), out _)
                ? $"the {role} {quoted} has no scheme: write {ImportProblem.Quote("https://" + cell.TrimStart('/'))}"
                : $"the {role} {quoted} is not an address; write it like https://blog.example/page";
        if (scheme is not ("http" or "https"))
            return $"the {role} {quoted} is not a web page: only http and https addresses can be visited";
        return WebUrl.TryParse(cell, out url) && url.IsHttp && url.Host.Length > 0
            ? null
            : $"the {role} {quoted} is not an address that a browser would open: correct it";
    }

    /// <summary>
    /// Null also for <c>example.com:8080/page</c>, which the standard reads as an address of the scheme <c>example.com</c>.
    /// </summary>
    private static string? SchemeOf(string cell)
    {
        var colon = cell.IndexOf(':', StringComparison.Ordinal);
        if (colon <= 0 || !char.IsAsciiLetter(cell[0])) return null;
        var scheme = cell[..colon].ToLowerInvariant();
        return scheme != "localhost" && scheme.All(c => char.IsAsciiLetterOrDigit(c) || c is '+' or '-') ? scheme : null;
    }
}

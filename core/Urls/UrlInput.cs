namespace LinkWatch.Urls;

/// <summary>The way into the parser: what the standard strips from every input, then the short cut, then the states.</summary>
internal static class UrlInput
{
    /// <summary>
    /// Reads <paramref name="input"/>; <paramref name="whole"/> is the string behind it, where there is one,
    /// to be kept as it is if it is clean.
    /// </summary>
    public static WebUrl? Read(ReadOnlySpan<char> input, string? whole, WebUrl? baseUrl)
    {
        var trimmed = Trim(input);
        if (CleanUrl.Read(trimmed, trimmed.Length == whole?.Length ? whole : null, baseUrl) is { } url) return url;
        return trimmed.IndexOfAny("\t\n\r") < 0 ? UrlParser.Parse(trimmed, baseUrl) : UrlParser.Parse(WithoutNewlines(trimmed), baseUrl);
    }

    /// <summary>Without leading and trailing C0 controls and spaces.</summary>
    public static ReadOnlySpan<char> Trim(ReadOnlySpan<char> input)
    {
        var start = 0;
        var end = input.Length;
        while (start < end && input[start] <= ' ') start++;
        while (end > start && input[end - 1] <= ' ') end--;
        return input[start..end];
    }

    private static char[] WithoutNewlines(ReadOnlySpan<char> input)
    {
        var kept = new List<char>(input.Length);
        foreach (var c in input)
        {
            if (c is not ('\t' or '\n' or '\r')) kept.Add(c);
        }

        return [.. kept];
    }
}

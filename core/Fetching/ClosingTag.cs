namespace LinkWatch.Fetching;

/// <summary>Whether a page that ends with its connection ends as a page does: with <c>&lt;/body&gt;</c> or <c>&lt;/html&gt;</c>.</summary>
internal static class ClosingTag
{
    /// <summary>Comments and scripts of caches and hosts follow the tag; a tag written by a script in mid-page does not count.</summary>
    private const int Tail = 4096;

    public static bool IsIn(ReadOnlySpan<byte> page)
    {
        var tail = page.Length > Tail ? page[^Tail..] : page;
        for (var at = tail.LastIndexOf("</"u8); at >= 0; at = tail.LastIndexOf("</"u8))
        {
            if (IsTag(tail[(at + 2)..])) return true;
            tail = tail[..(at + 1)];
        }

        return false;
    }

    private static bool IsTag(ReadOnlySpan<byte> name)
    {
        if (name.Length < 5) return false;
        if (!System.Text.Ascii.EqualsIgnoreCase(name[..4], "body"u8) && !System.Text.Ascii.EqualsIgnoreCase(name[..4], "html"u8))
            return false;
        var rest = name[4..].TrimStart(" \t\r\n\f"u8);
        return !rest.IsEmpty && rest[0] == (byte)'>';
    }
}

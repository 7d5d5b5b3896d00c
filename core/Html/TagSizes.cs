namespace LinkWatch.Html;

/// <summary>
/// How much is in a page's tags. Parsers look at their limits between two tags, and a tag may hold a million attributes.
/// </summary>
/// <param name="Total">Attributes of all tags, roughly: white space, slashes and equals signs in them.</param>
/// <param name="Largest">The same of the largest tag.</param>
internal readonly record struct TagSizes(int Total, int Largest)
{
    public static TagSizes Of(ReadOnlySpan<char> text)
    {
        var (total, largest) = (0, 0);
        while (text.IndexOf('<') is >= 0 and var start)
        {
            text = text[(start + 1)..];
            var end = text.IndexOfAny('<', '>');
            var tag = end < 0 ? text : text[..end];
            if (tag.Length > 0 && char.IsAsciiLetter(tag[0]))
            {
                var size = Separators(tag);
                (total, largest) = (total + size, Math.Max(largest, size));
            }

            text = text[tag.Length..];
        }

        return new(total, largest);
    }

    private static int Separators(ReadOnlySpan<char> tag)
    {
        var count = 0;
        while (tag.IndexOfAny(" \n\t/=") is >= 0 and var at)
        {
            count++;
            tag = tag[(at + 1)..];
        }

        return count;
    }
}

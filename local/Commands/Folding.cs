namespace LinkWatch.Local.Commands;

/// <summary>Text in lines of a width: parted at spaces, and inside a word only if it is longer than a line.</summary>
internal static class Folding
{
    /// <summary>Narrower, a line would hold next to nothing.</summary>
    private const int MinWidth = 20;

    /// <param name="text">The text; line ends in it stay.</param>
    /// <param name="width">Characters in a line.</param>
    public static IEnumerable<string> Fold(string text, int width) =>
        text.Split('\n').SelectMany(line => FoldLine(line, Math.Max(width, MinWidth)));

    private static IEnumerable<string> FoldLine(string line, int width)
    {
        while (line.Length > width)
        {
            var end = line.LastIndexOf(' ', width);
            if (end <= 0) end = char.IsHighSurrogate(line[width - 1]) ? width - 1 : width;
            yield return line[..end].TrimEnd();
            line = line[end..].TrimStart();
        }

        yield return line;
    }
}

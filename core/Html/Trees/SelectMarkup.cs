namespace LinkWatch.Html.Trees;

/// <summary>
/// Since 2025 the HTML Standard keeps what stands in a <c>select</c>, links among them; AngleSharp still drops it.
/// Under another name of the same length the element is an ordinary one, and everything keeps its place in the source.
/// </summary>
internal static class SelectMarkup
{
    /// <summary>What a <c>select</c> is called in the tree.</summary>
    public const string Name = "selekt";

    public static string Open(string text) =>
        text.Contains("<select", StringComparison.OrdinalIgnoreCase)
            ? text.Replace("<select", "<" + Name, StringComparison.OrdinalIgnoreCase)
                .Replace("</select", "</" + Name, StringComparison.OrdinalIgnoreCase)
            : text;
}

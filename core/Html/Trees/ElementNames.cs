using System.Collections.Frozen;

namespace LinkWatch.Html.Trees;

/// <summary>What is known of HTML's elements by name.</summary>
internal static class ElementNames
{
    private static readonly FrozenSet<string> Inline =
        ("a abbr acronym b bdi bdo big cite code data del dfn em font i ins kbd label mark nobr q rp rt ruby s samp small "
        + "span strike strong sub sup time tt u var wbr")
            .Split(' ').ToFrozenSet(StringComparer.Ordinal);

    /// <summary>Whether the text before and after the element's tags belongs to one word.</summary>
    public static bool IsInline(string name) => Inline.Contains(name);

    /// <summary>
    /// Whether the element holds text that is not markup, or markup that is not in the document: no links, and nothing to be seen.
    /// </summary>
    public static bool HoldsNoMarkup(string name) =>
        name is "script" or "style" or "template" or "textarea" or "title" or "iframe" or "noembed" or "noframes" or "xmp" or "plaintext";
}

using LinkWatch.Confirming;
using LinkWatch.Links;

namespace LinkWatch.Alerting.Digests;

/// <summary>A link as it was seen, in words.</summary>
public static class DetailWords
{
    public static string Of(LinkDetail link)
    {
        var anchor = link.Anchor.Length > 0 ? $"anchor “{link.Anchor}”" : "no anchor text";
        return $"{anchor}, in {link.Placement.Name()}{(link.Rel.Count > 0 ? $", rel {string.Join(' ', link.Rel)}" : "")}";
    }

    /// <summary>What differs between two sights of a link: label, and old → new.</summary>
    public static IEnumerable<(string Label, string Text)> Differences(LinkDetail old, LinkDetail now)
    {
        if (old.Anchor != now.Anchor) yield return ("Anchor", $"“{old.Anchor}” → “{now.Anchor}”");
        if (old.Placement != now.Placement) yield return ("Placement", $"{old.Placement.Name()} → {now.Placement.Name()}");
        if (old.Href != now.Href) yield return ("Address", $"{old.Href} → {now.Href}");
    }
}

using LinkWatch.Links;

namespace LinkWatch.Html;

/// <summary>
/// Tells where on the page a link stands, from the elements that are open around it. The one set of rules for every reader:
/// start with <see cref="Surroundings.Page"/>, enter the open elements from the outermost in, then <see cref="Of"/> the link itself.
/// Meant to be asked only for links that are kept: most elements of a page are never looked at.
/// </summary>
public static class PlacementRules
{
    /// <summary>
    /// Where a link stands that is <paramref name="link"/> in <paramref name="surroundings"/>:
    /// only being hidden follows from its own attributes.
    /// </summary>
    public static Placement Of(Surroundings surroundings, in OpenElement link) =>
        surroundings.Placement == Placement.Noscript ? Placement.Noscript
        : IsHidden(link) ? Placement.Hidden
        : surroundings.Placement;

    /// <summary>What holds inside <paramref name="element"/>, given what holds around it.</summary>
    public static Surroundings Within(Surroundings outer, in OpenElement element)
    {
        if (outer.Placement == Placement.Noscript) return outer;
        if (element.Name is "noscript") return outer with { Placement = Placement.Noscript };
        if (outer.Placement == Placement.Hidden) return outer;
        if (IsHidden(element)) return outer with { Placement = Placement.Hidden };
        var role = PlacementNames.OfRole(element.Role);
        if (role == Placement.Content || element.Name is "main") return new Surroundings(Placement.Content, InSection: true);
        var own = Own(element, role);
        if (outer.InSection && role is null && own is Placement.Header or Placement.Footer) own = Placement.Content;
        return new Surroundings(Combine(outer.Placement, own), outer.InSection || element.Name is "article" or "section");
    }

    /// <summary>
    /// The outermost landmark names the place (a menu in the footer is footer), but a header's menu is navigation,
    /// and a comment is one anywhere.
    /// </summary>
    private static Placement Combine(Placement outer, Placement own) => (outer, own) switch
    {
        (_, Placement.Comment) => Placement.Comment,
        (Placement.Content, _) => own,
        (Placement.Header, Placement.Navigation) => Placement.Navigation,
        _ => outer,
    };

    private static Placement Own(in OpenElement element, Placement? role)
    {
        var named = PlacementNames.IsContainer(element.Name) ? PlacementNames.OfId(element.Id, element.Class) : Placement.Content;
        if (named == Placement.Comment) return named;
        if (role is { } spoken) return spoken;
        return element.Name switch
        {
            "nav" => Placement.Navigation,
            "aside" => Placement.Aside,
            "header" => Placement.Header,
            "footer" => Placement.Footer,
            _ => named,
        };
    }

    private static bool IsHidden(in OpenElement element) =>
        element.IsHidden || (!element.Style.IsEmpty && HidingStyle.Hides(element.Style));
}

/// <summary>
/// What a start tag says about placement: lower-case name, and attribute values with character references decoded (empty where absent).
/// </summary>
public readonly ref struct OpenElement
{
    public ReadOnlySpan<char> Name { get; init; }
    public ReadOnlySpan<char> Id { get; init; }
    public ReadOnlySpan<char> Class { get; init; }
    public ReadOnlySpan<char> Role { get; init; }
    public ReadOnlySpan<char> Style { get; init; }

    /// <summary>There is a <c>hidden</c> attribute, and it is not <c>until-found</c>.</summary>
    public bool IsHidden { get; init; }
}

/// <summary>What holds inside the elements entered so far.</summary>
/// <param name="Placement">Of a link that stands here.</param>
/// <param name="InSection">
/// A header or footer met here is its article's or section's, not the page's (HTML-AAM, header and footer scoped to body).
/// </param>
public readonly record struct Surroundings(Placement Placement, bool InSection)
{
    public static Surroundings Page => new(Placement.Content, InSection: false);
}

using System.Collections.Frozen;
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

/// <summary>What the names that pages give to their parts (ARIA roles, common ids and class names) say about placement.</summary>
internal static class PlacementNames
{
    private static readonly FrozenSet<string>.AlternateLookup<ReadOnlySpan<char>> Containers = Words(
        "div section article aside nav header footer ul ol li dl table tbody td form details dialog center");

    /// <summary>
    /// Layout modifiers (<c>no-sidebar</c>, <c>content-sidebar</c>) and page builders' wrappers
    /// (<c>elementor-widget-text</c>) hold the content itself.
    /// </summary>
    private static readonly FrozenSet<string>.AlternateLookup<ReadOnlySpan<char>> Modifiers = Words(
        "no has with without hide show is not content elementor");

    /// <summary>Their headers and footers (<c>entry-footer</c>, <c>card-header</c>) are not the page's.</summary>
    private static readonly FrozenSet<string>.AlternateLookup<ReadOnlySpan<char>> Parts = Words(
        "entry post article story card modal dialog panel table section item block box list comment widget");

    private static readonly FrozenDictionary<string, Placement>.AlternateLookup<ReadOnlySpan<char>> Roles = Map(
        (Placement.Content, "main"), (Placement.Navigation, "navigation menu menubar"), (Placement.Header, "banner"),
        (Placement.Footer, "contentinfo"), (Placement.Aside, "complementary"), (Placement.Comment, "comment"));

    private static readonly FrozenDictionary<string, Placement>.AlternateLookup<ReadOnlySpan<char>> Anywhere = Map(
        (Placement.Comment, "comment comments commentlist commentarea disqus respond"),
        (Placement.Navigation,
            "nav navbar navigation menu menubar submenu mainmenu topmenu topnav subnav sidenav breadcrumb breadcrumbs pagination pager"));

    private static readonly FrozenDictionary<string, Placement>.AlternateLookup<ReadOnlySpan<char>> FirstOrLast = Map(
        (Placement.Footer, "footer colophon"), (Placement.Header, "header masthead topbar"), (Placement.Aside, "sidebar aside blogroll"));

    private static readonly FrozenDictionary<string, Placement>.AlternateLookup<ReadOnlySpan<char>> First = Map(
        (Placement.Aside, "widget widgets widgetarea"));

    /// <summary>
    /// Whether the id and class of an element called <paramref name="name"/> name a part of the page: those of headings, table rows,
    /// or the body do not.
    /// </summary>
    public static bool IsContainer(ReadOnlySpan<char> name) => Containers.Contains(name);

    /// <summary>What the first known role says; <see cref="Placement.Content"/> for <c>main</c>, null where none is known.</summary>
    public static Placement? OfRole(ReadOnlySpan<char> role)
    {
        foreach (var token in role.SplitAny(Whitespace))
        {
            if (Roles.TryGetValue(role[token], out var placement)) return placement;
        }

        return null;
    }

    /// <summary>What the id and the class tokens say; a comment outranks the rest, then the first that says something.</summary>
    public static Placement OfId(ReadOnlySpan<char> id, ReadOnlySpan<char> classes)
    {
        var found = OfToken(id);
        foreach (var token in classes.SplitAny(Whitespace))
        {
            if (found == Placement.Comment) break;
            var placement = OfToken(classes[token]);
            if (found == Placement.Content || placement == Placement.Comment) found = placement;
        }

        return found;
    }

    private const string Whitespace = " \t\n\f\r";

    private static Placement OfToken(ReadOnlySpan<char> token)
    {
        var found = Placement.Content;
        var ofPart = false;
        for (var rest = token; !rest.IsEmpty;)
        {
            var isFirst = rest.Length == token.Length;
            var word = NextWord(ref rest);
            if (word.IsEmpty) continue;
            if (isFirst && Modifiers.Contains(word)) return Placement.Content;
            if (Anywhere.TryGetValue(word, out var anywhere)) return anywhere;
            if (found != Placement.Content) continue;
            if ((isFirst || rest.IsEmpty) && FirstOrLast.TryGetValue(word, out var edge)) found = edge;
            else if (isFirst && First.TryGetValue(word, out var first)) found = first;
            ofPart |= found == Placement.Content && Parts.Contains(word);
        }

        return ofPart && found is Placement.Header or Placement.Footer ? Placement.Content : found;
    }

    /// <summary>
    /// Words end at <c>-</c>, <c>_</c> and where a capital follows a small letter: <c>site-footer</c>, <c>site_footer</c>,
    /// <c>siteFooter</c>.
    /// </summary>
    private static ReadOnlySpan<char> NextWord(ref ReadOnlySpan<char> rest)
    {
        for (var i = 0; i < rest.Length; i++)
        {
            var isSeparator = rest[i] is '-' or '_';
            if (!isSeparator && !(i > 0 && char.IsAsciiLetterUpper(rest[i]) && char.IsAsciiLetterLower(rest[i - 1]))) continue;
            var word = rest[..i];
            rest = rest[(isSeparator ? i + 1 : i)..];
            return word;
        }

        var last = rest;
        rest = [];
        return last;
    }

    private static FrozenSet<string>.AlternateLookup<ReadOnlySpan<char>> Words(string words) =>
        words.Split(' ').ToFrozenSet(StringComparer.OrdinalIgnoreCase).GetAlternateLookup<ReadOnlySpan<char>>();

    private static FrozenDictionary<string, Placement>.AlternateLookup<ReadOnlySpan<char>> Map(
        params ReadOnlySpan<(Placement Placement, string Words)> entries)
    {
        var map = new Dictionary<string, Placement>(StringComparer.OrdinalIgnoreCase);
        foreach (var (placement, words) in entries)
        {
            foreach (var word in words.Split(' ')) map.Add(word, placement);
        }

        return map.ToFrozenDictionary(StringComparer.OrdinalIgnoreCase).GetAlternateLookup<ReadOnlySpan<char>>();
    }
}

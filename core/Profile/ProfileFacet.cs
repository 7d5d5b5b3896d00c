using LinkWatch.Links;

namespace LinkWatch.Profile;

/// <summary>What a profile counts links by. The kebab-case names are part of the public contract.</summary>
public enum ProfileFacetKind
{
    /// <summary>The link is on its page, as far as is known.</summary>
    There,

    /// <summary><c>live</c>, <c>nofollow</c> or <c>unindexed</c>.</summary>
    Status,

    /// <summary>An <see cref="AnchorClass"/>.</summary>
    Anchor,

    Placement,

    Acquired,

    /// <summary>The top-level domain if it is a country's, <c>generic</c> if not, <c>none</c> of an IP address.</summary>
    Country,

    /// <summary>The referring domain.</summary>
    Domain,

    /// <summary>Days since the link was first seen, as one of <see cref="ProfileFacet.Ages"/>.</summary>
    Age,

    /// <summary>The Monday of the week in which it was first seen.</summary>
    NewIn,

    /// <summary>The Monday of the week since which it is lost.</summary>
    LostIn,

    /// <summary>Its life can be followed: it was seen, and is there or lost.</summary>
    Followed,

    /// <summary>It was seen, and is lost.</summary>
    Lost,
}

/// <summary>One value that a link has, and that a profile counts links by.</summary>
public readonly record struct ProfileFacet(ProfileFacetKind Kind, string Value = "")
{
    /// <summary>Of a link of which it isn't known.</summary>
    public const string Unknown = "unknown";

    /// <summary>Each up to the day before the next begins.</summary>
    public static IReadOnlyList<(string Name, int FirstDay)> Ages { get; } = [("0-29", 0), ("30-89", 30), ("90-364", 90), ("365-", 365)];

    public static ProfileFacet There { get; } = new(ProfileFacetKind.There);

    public static ProfileFacet Followed { get; } = new(ProfileFacetKind.Followed);

    public static ProfileFacet Lost { get; } = new(ProfileFacetKind.Lost);

    public override string ToString() => Value.Length == 0 ? Kind.Name() : $"{Kind.Name()}={Value}";

    public static ProfileFacet? TryParse(string text)
    {
        var parts = text.Split('=', 2, StringSplitOptions.TrimEntries);
        if (KebabCase.Parse<ProfileFacetKind>(parts[0]) is not { } kind) return null;
        var takesValue = kind is not (ProfileFacetKind.There or ProfileFacetKind.Followed or ProfileFacetKind.Lost);
        return (takesValue, parts) switch
        {
            (true, [_, { Length: > 0 } value]) => new ProfileFacet(kind, value),
            (false, [_]) => new ProfileFacet(kind),
            _ => null,
        };
    }
}

/// <summary>Which links are behind a number: those that have all of the facets. Its text is such as <c>there,anchor=exact</c>.</summary>
public sealed record ProfileFilter(params IReadOnlyList<ProfileFacet> Facets)
{
    public static ProfileFilter All { get; } = new();

    /// <summary>Null if the text isn't that of a filter.</summary>
    public static ProfileFilter? TryParse(string text)
    {
        var facets = text.Split(',', StringSplitOptions.RemoveEmptyEntries).Select(ProfileFacet.TryParse).ToList();
        return facets.Contains(null) ? null : new([.. facets.Select(facet => facet!.Value)]);
    }

    public bool Fits(IReadOnlyList<ProfileFacet> link) => Facets.All(link.Contains);

    public override string ToString() => string.Join(',', Facets);
}

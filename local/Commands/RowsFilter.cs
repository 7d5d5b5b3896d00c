using LinkWatch.Links;
using LinkWatch.Profile;

namespace LinkWatch.Local.Commands;

/// <summary>Links of a profile, as they are typed.</summary>
internal static class RowsFilter
{
    /// <exception cref="UsageException">The text is no filter, or nothing could fit it.</exception>
    public static ProfileFilter Parse(string text, string option)
    {
        if (ProfileFilter.TryParse(text) is { Facets.Count: > 0 } filter) return filter;
        var wrong = text.Split(',', StringSplitOptions.RemoveEmptyEntries).FirstOrDefault(part => ProfileFacet.TryParse(part) is null);
        throw new UsageException($"{option}: '{wrong ?? text}' is not a filter; " + (wrong is null ? Example : Expected(wrong)));
    }

    private const string Example = "write it as there,anchor=brand ('linkwatch profile --json' has one for each number)";

    private static string Expected(string part)
    {
        var name = part.Split('=')[0].Trim();
        return KebabCase.Parse<ProfileFacetKind>(name) switch
        {
            ProfileFacetKind.NewIn or ProfileFacetKind.LostIn => $"{name} takes a day, such as 2026-11-30",
            { } kind when ProfileFacet.ValuesOf(kind) is { } values => $"{name} is one of {string.Join(", ", values)}",
            _ => Example,
        };
    }
}

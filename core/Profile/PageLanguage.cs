using System.Collections.Frozen;
using LinkWatch.Topics;

namespace LinkWatch.Profile;

/// <summary>The language of a linking page, as a profile counts it.</summary>
internal static class PageLanguage
{
    /// <summary>Of a page in none of <see cref="Named"/>.</summary>
    public const string Other = "other";

    /// <summary>
    /// Those counted by their code. Pages may declare any code, and a profile has room for so many: the languages with the most pages.
    /// </summary>
    public static FrozenSet<string> Named { get; } = FrozenSet.Create(
        StringComparer.Ordinal, "ar", "bg", "cs", "da", "de", "el", "en", "es", "fa", "fi", "fr", "he", "hr", "hu", "id", "it", "ja", "ko",
        "lt", "nl", "no", "pl", "pt", "ro", "ru", "sk", "sv", "th", "tr", "uk", "vi", "zh");

    /// <summary>Codes that pages use for one of them: Norwegian as it is written, and what ISO 639 has since replaced.</summary>
    private static readonly FrozenDictionary<string, string> Others = new Dictionary<string, string>
    {
        ["nb"] = "no",
        ["nn"] = "no",
        ["iw"] = "he",
        ["in"] = "id",
    }.ToFrozenDictionary(StringComparer.Ordinal);

    /// <summary><see cref="ProfileFacet.Unknown"/> if neither the page's words nor what it declares say.</summary>
    public static string Of(PageTopic? page)
    {
        if (page?.Language is not { } code) return ProfileFacet.Unknown;
        code = Others.GetValueOrDefault(code, code);
        return Named.Contains(code) ? code : Other;
    }
}

using System.Text.RegularExpressions;

namespace LinkWatch.Judging.Gates;

/// <summary>Gates by what they ask for: its words, beside the structure that asks.</summary>
internal static partial class GateSubjects
{
    /// <summary>Most characters of text, links and buttons left out, of what asks for something.</summary>
    private const int GateText = 700;

    private const int ConsentText = 1500;

    private const int ChoiceText = 500;

    /// <summary>With so little, what the page is about need not be known.</summary>
    private const int BareText = 150;

    /// <summary>A site's name, and a greeting.</summary>
    private const int SplashText = 60;

    /// <summary>Imprint, privacy and help stand beside a gate, too.</summary>
    private const int MaxWaysOn = 3;

    /// <summary>What the page asks for, or null.</summary>
    public static string? Find(GateFacts facts)
    {
        var subject = facts.Elsewhere > MaxWaysOn ? null : Browser(facts) ?? Cookies(facts) ?? AgeCheck(facts) ?? Failure(facts);
        return subject ?? Choice(facts);
    }

    private static string? Browser(GateFacts facts)
    {
        if (facts.Text.Prose > GateText) return null;
        if (facts.Text.IsHeaded(GateWords.Unsupported)) return "it turns a browser or a device away";
        if (!facts.Text.IsAbout(GateWords.Browser)) return null;
        var isTurnedAway = facts.Text.Same(GateWords.Browser, GateWords.Outdated) || facts.Text.Same(GateWords.Browser, GateWords.Request);
        isTurnedAway |= facts.Elsewhere <= 1 && facts.Text.Prose <= ChoiceText && facts.Text.Opens(GateWords.Browser, GateWords.Yours);
        var isNamed = facts.Links <= MaxWaysOn && facts.Text.Asks && Browsers.AreNamed(facts);
        return isTurnedAway || isNamed ? "it asks for another browser" : null;
    }

    private static string? Cookies(GateFacts facts)
    {
        var (text, cookie) = (facts.Text, GateWords.Cookie);
        if (text.Prose > ConsentText || (!text.IsAbout(cookie) && !text.IsAbout(GateWords.Consent))) return null;
        var isSetting = text.Same(cookie, GateWords.Setting) || (text.IsHeaded(cookie) && text.Same(cookie, GateWords.Browser));
        if (isSetting && text.Prose <= GateText && !facts.HasPrice) return "it asks for a browser that takes cookies";
        var leadsBack = facts.PostsBack || facts.CarriesAddress || facts.LeadingBack > 0;
        var isAsked = leadsBack || facts.IsYesOrNo || facts.IsFormOfChoices;
        return facts.OffersToAccept || (isAsked && !facts.HasPrice) ? "it asks for consent to cookies or tracking" : null;
    }

    private static string? AgeCheck(GateFacts facts)
    {
        if (facts.Text.Prose > GateText || facts.HasPrice) return null;
        if (facts.AsksForBirth) return "it asks for a date of birth";
        var isAsked = facts.Text.IsAbout(GateWords.OfAge) || facts.Text.Blocks.Concat(facts.Text.Headings).Any(IsAgeAsked);
        return isAsked && facts.HasChoice ? "it asks for the visitor's age" : null;
    }

    private static bool IsAgeAsked(string text) => AgeLimit().IsMatch(text)
        || (Age().IsMatch(text) && text.Length <= BareText && text.EndsWith('?'))
        || (GateWords.Age.IsIn(text) && Age().IsMatch(text) && (GateWords.Request.IsIn(text) || text.AsSpan().ContainsAny("?？")));

    private static string? Failure(GateFacts facts)
    {
        if (facts.Text.Prose > ChoiceText) return null;
        if (facts.Text.IsHeaded(GateWords.Failure) && (facts.LeadingBack > 0 || facts.Text.Blocks.Any(GateWords.Later.IsIn)))
            return "it reports a failure that passes";
        return facts.Text.Same(GateWords.Country, GateWords.Unavailable) ? "it turns visitors from a country away" : null;
    }

    /// <summary>Countries and languages.</summary>
    private static string? Choice(GateFacts facts)
    {
        var isAsked = facts.Text.Same(GateWords.Country, GateWords.Request) || facts.Text.Same(GateWords.Language, GateWords.Request);
        if (facts.Text.Prose > (isAsked ? ChoiceText : BareText) || facts.HasPrice || facts.IsPoll) return null;
        var isSplash = (facts.Locales >= 2 && facts.Locales == facts.Links && facts.Text.Prose <= SplashText) || facts.HasLocaleButtons;
        var isList = isSplash
            || (facts.Locales >= (isAsked ? 2 : 3) && 2 * facts.Locales > facts.Links && (isAsked || !facts.IsLinkedInProse));
        var isSelect = facts.HasCountrySelect && facts.Elsewhere <= MaxWaysOn;
        var isOther = isAsked && facts.Elsewhere <= MaxWaysOn && (facts.HasChoice || (facts.Links == 0 && IsHeadedByChoice(facts)));
        return isList || isSelect || isOther ? "it asks for a country or a language" : null;
    }

    private static bool IsHeadedByChoice(GateFacts facts) => facts.Text.Headings.Any(heading =>
        GateWords.Request.IsIn(heading) && (GateWords.Country.IsIn(heading) || GateWords.Language.IsIn(heading)));

    [GeneratedRegex(@"(^|\D)(1[689]|2[01])(\D|$)", RegexOptions.NonBacktracking | RegexOptions.ExplicitCapture)]
    private static partial Regex Age();

    [GeneratedRegex(@"(^|\s)(16|18|21) ?\+|(^|\s)\+(16|18|21)(\s|$)", RegexOptions.NonBacktracking | RegexOptions.ExplicitCapture)]
    private static partial Regex AgeLimit();
}

/// <summary>Pages that turn a browser away name others: the same names in every language.</summary>
internal static class Browsers
{
    private static readonly string[] Names =
        ["chrome", "firefox", "safari", "edge", "opera", "internet explorer", "vivaldi", "brave", "yandex", "samsung internet", "netscape"];

    private static readonly string[] Makers =
    [
        "google.com/chrome", "mozilla.org", "firefox.com", "microsoft.com/edge", "microsoft.com/windows/microsoft-edge", "apple.com/safari",
        "opera.com", "browsehappy.com", "updatemybrowser.org", "outdatedbrowser.com", "whatbrowser.org", "browser-update.org",
    ];

    public static bool AreNamed(GateFacts facts)
    {
        var text = string.Join(' ', facts.Text.Headings.Concat(facts.Text.Blocks));
        return Names.Count(name => text.Contains(name, StringComparison.Ordinal)) >= 2
            || facts.Shape.Links.Any(link => Makers.Any(maker => link.Href.Href.Contains(maker, StringComparison.Ordinal)));
    }
}

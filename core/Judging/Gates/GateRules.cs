using LinkWatch.Html;
using LinkWatch.Judging.Signatures;

namespace LinkWatch.Judging.Gates;

/// <summary>
/// Whether a page that lacks its link is a gate before the page: little text, hardly a way on, and something that must be chosen, confirmed
/// or changed first. See docs/decisions/0008-gates-by-structure.md.
/// </summary>
internal static class GateRules
{
    /// <summary>Most characters of text, links and buttons left out, of what asks for something.</summary>
    private const int GateText = 700;

    private const int ConsentText = 1500;

    private const int ChoiceText = 500;

    /// <summary>With so little, what the page is about need not be known.</summary>
    private const int BareText = 150;

    /// <summary>Imprint, privacy and help stand beside a gate, too.</summary>
    private const int MaxWaysOn = 3;

    /// <summary>A line of evidence, or null where the page seems to be itself.</summary>
    public static string? Find(PageAnswer page, PageLook look)
    {
        if (page.Reading is not { Shape: { } shape } reading || IsAsBefore(page, reading)) return null;
        if (Replacements.Find(look, page.Previous) is not null) return Broken(page, look);
        var facts = new GateFacts(page, shape);
        var says = facts.AsksForText ? Technical(page, facts) : Technical(page, facts) ?? Subject(facts) ?? Choice(facts) ?? Bare(page, facts);
        says ??= IsForNow(page) ? ForNow(page, facts) : null;
        return says is null ? null : $"a gate stands in place of the page: {says}";
    }

    private static bool IsAsBefore(PageAnswer page, PageReading reading) =>
        page.Previous is { Title: not null } previous && PageLikeness.IsAlike(previous, reading);

    private static bool IsForNow(PageAnswer page) => page.IsElsewhere && !Redirection.IsPermanent(page.Trail);

    /// <summary>An error that the page leads to for now is not where it moved.</summary>
    private static string? Broken(PageAnswer page, PageLook look) =>
        IsForNow(page) && (BrokenServers.Table.Find(look) ?? ClosedSites.Table.Find(look)) is { } error
            ? $"the page leads for now to an error ({error})"
            : null;

    /// <summary>What no other page has.</summary>
    private static string? Technical(PageAnswer page, GateFacts facts)
    {
        if (facts.IsSignOn && facts.Prose <= GateText) return "it hands visitors on to a login";
        if (facts.Shape.ReloadsWithCookie && facts.Prose <= ChoiceText && facts.Elsewhere <= MaxWaysOn)
            return "its script sets a cookie and loads the page again";
        return page.Reading!.Text.Contains("(compatible; LinkWatch/", StringComparison.Ordinal) && facts.Prose <= ConsentText
            ? "it names the program that asks for it"
            : null;
    }

    private static string? Subject(GateFacts facts)
    {
        if (facts.Elsewhere > MaxWaysOn) return null;
        return Browser(facts) ?? Cookies(facts) ?? Age(facts) ?? Failure(facts);
    }

    private static string? Browser(GateFacts facts)
    {
        if (facts.Prose > GateText || !IsAbout(facts, GateWords.Browser)) return null;
        var isTurnedAway = Same(facts, GateWords.Browser, GateWords.Outdated) || Same(facts, GateWords.Browser, GateWords.Request);
        return isTurnedAway || (Browsers.AreNamed(facts) && facts.Links <= MaxWaysOn && Asks(facts)) ? "it asks for another browser" : null;
    }

    private static string? Cookies(GateFacts facts)
    {
        if (facts.Prose > ConsentText || (!IsAbout(facts, GateWords.Cookie) && !IsAbout(facts, GateWords.Consent))) return null;
        var isTechnical = Same(facts, GateWords.Cookie, GateWords.Browser) && Same(facts, GateWords.Cookie, GateWords.Request);
        var isChoice = facts.HasChoice && !facts.HasPrice && (Asks(facts) || Same(facts, GateWords.Cookie, GateWords.Consent));
        return isTechnical || isChoice ? "it asks for consent to cookies or tracking" : null;
    }

    private static string? Age(GateFacts facts)
    {
        if (facts.Prose > GateText || facts.HasPrice) return null;
        if (facts.AsksForBirth) return "it asks for a date of birth";
        return facts.HasChoice && IsAbout(facts, GateWords.Age) ? "it asks for the visitor's age" : null;
    }

    private static string? Failure(GateFacts facts) =>
        facts.Prose <= ChoiceText && facts.Headings.Any(GateWords.Failure.IsIn) && facts.Blocks.Any(GateWords.Later.IsIn)
            ? "it reports a failure that passes"
            : null;

    /// <summary>Countries and languages.</summary>
    private static string? Choice(GateFacts facts)
    {
        var isAsked = Same(facts, GateWords.Country, GateWords.Request) || Same(facts, GateWords.Language, GateWords.Request);
        if (facts.Prose > (isAsked ? ChoiceText : BareText) || facts.HasPrice || facts.IsPoll) return null;
        var isList = facts.Locales >= (isAsked ? 2 : 3) && 2 * facts.Locales > facts.Links;
        var isSelect = facts.HasCountrySelect && facts.Elsewhere <= MaxWaysOn;
        var isOther = isAsked && facts.Elsewhere <= MaxWaysOn && (facts.HasChoice || facts.Links == 0);
        return isList || isSelect || isOther ? "it asks for a country or a language" : null;
    }

    /// <summary>Hardly anything but a way back to itself, whatever its language.</summary>
    private static string? Bare(PageAnswer page, GateFacts facts)
    {
        if (facts.Elsewhere > 1 || facts.HasPrice || facts.IsPoll || facts.Prose > ChoiceText) return null;
        var signs = Signs(page, facts);
        if (facts.CarriesAddress && facts.Prose <= (signs > 0 || Asks(facts) ? ChoiceText : 2 * BareText)) return "its form takes the page's address along";
        if (facts.PostsBack && (signs > 0 || Asks(facts))) return "its form leads back to the page";
        if (facts.LeadingBack > 0 && 2 * facts.LeadingBack >= facts.Links && (signs > 0 || (Asks(facts) && facts.Prose <= 2 * BareText)))
            return "its links lead back to the page";
        return signs >= 3 || (signs == 2 && facts.HasChoice) ? "it shows nothing of the page, and must not be kept or indexed" : null;
    }

    /// <summary>Signs that weigh little each.</summary>
    private static int Signs(PageAnswer page, GateFacts facts)
    {
        var isUnindexed = page.Reading!.Robots.Any(tag => tag.Content.Contains("noindex", StringComparison.OrdinalIgnoreCase))
            || page.Headers.All("X-Robots-Tag").Any(line => line.Contains("noindex", StringComparison.OrdinalIgnoreCase));
        var isUnkept = page.Headers.All("Cache-Control").Any(line => line.Contains("no-store", StringComparison.OrdinalIgnoreCase));
        var hasShrunk = page.Previous is { } before && 4 * page.Size <= before.Size && 4 * facts.Leaving <= before.OutboundLinks
            && !PageLikeness.IsSameTitle(before, page.Reading.Title);
        return (isUnindexed ? 1 : 0) + (page.Headers.First("Set-Cookie") is null ? 0 : 1) + (isUnkept ? 1 : 0) + (hasShrunk ? 2 : 0)
            + (IsForNow(page) ? 1 : 0);
    }

    /// <summary>Where a page leads for now: a place that leads nowhere, or asks for something, is not where it moved.</summary>
    private static string? ForNow(PageAnswer page, GateFacts facts)
    {
        if (facts.Prose > ChoiceText || facts.Elsewhere > MaxWaysOn || facts.AsksForText) return null;
        if (facts.Links == facts.LeadingBack && facts.Shape.Forms.Count == 0 && page.Final.Path.Length > 1)
            return $"the page leads for now to one that leads nowhere: {page.Final}";
        return facts.HasChoice && Asks(facts) ? $"the page leads for now to one that asks for something: {page.Final}" : null;
    }

    private static bool Asks(GateFacts facts) =>
        facts.Headings.Concat(facts.Blocks).Concat(facts.Shape.Buttons.Select(PageLook.Fold)).Any(GateWords.Request.IsIn);

    private static bool IsAbout(GateFacts facts, GateWords subject)
    {
        if (facts.Headings.Any(subject.IsIn)) return true;
        var all = facts.Blocks.Sum(block => block.Length);
        return all > 0 && 2 * facts.Blocks.Where(subject.IsIn).Sum(block => block.Length) >= all;
    }

    private static bool Same(GateFacts facts, GateWords one, GateWords other) =>
        facts.Headings.Concat(facts.Sentences).Any(text => one.IsIn(text) && other.IsIn(text));
}

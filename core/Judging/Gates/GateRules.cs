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

    /// <summary>Beyond this a page is never a gate.</summary>
    private const int MaxProse = 1500;

    private const int ChoiceText = 500;

    /// <summary>With so little, what the page is about need not be known.</summary>
    private const int BareText = 150;

    /// <summary>Imprint, privacy and help stand beside a gate, too.</summary>
    private const int MaxWaysOn = 3;

    private static readonly GateWords[] Subjects =
        [GateWords.Browser, GateWords.Cookie, GateWords.Consent, GateWords.OfAge, GateWords.Failure];

    /// <summary>A line of evidence, or null where the page seems to be itself.</summary>
    public static string? Find(PageAnswer page, PageLook look)
    {
        if (page.Reading is not { Shape: { } shape } reading || IsAsBefore(page, reading)) return null;
        if (Replacements.Find(look, page.Previous) is not null) return Broken(page, look);
        var facts = new GateFacts(page, shape);
        if (facts.Text.Prose > MaxProse) return null;
        var says = facts.AsksForText ? Technical(page, facts) : Technical(page, facts) ?? GateSubjects.Find(facts) ?? Bare(page, facts);
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
        if (facts.IsSignOn && facts.Text.Prose <= GateText) return "it hands visitors on to a login";
        if (facts.Shape.ReloadsWithCookie && facts.Text.Prose <= ChoiceText && facts.Elsewhere <= MaxWaysOn)
            return "its script sets a cookie and loads the page again";
        return page.Reading!.Text.Contains("(compatible; LinkWatch/", StringComparison.Ordinal) && facts.Text.Prose <= MaxProse
            ? "it names the program that asks for it"
            : null;
    }

    /// <summary>Hardly anything but a way back to itself, whatever its language.</summary>
    private static string? Bare(PageAnswer page, GateFacts facts)
    {
        if (facts.Elsewhere > 1 || facts.HasPrice || facts.IsPoll || facts.Text.Prose > ChoiceText) return null;
        var signs = Signs(page, facts);
        var isPlain = signs > 0 || facts.Text.Asks;
        if (facts.CarriesAddress && facts.Text.Prose <= (isPlain ? ChoiceText : 2 * BareText))
            return "its form takes the page's address along";
        if (facts.PostsBack && isPlain) return "its form leads back to the page";
        var leadsBack = facts.LeadingBack > 0 && 2 * facts.LeadingBack >= facts.Links;
        if (leadsBack && (signs > 0 || (facts.Text.Asks && facts.Text.Prose <= 2 * BareText)))
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
        if (facts.Text.Prose > ChoiceText || facts.Elsewhere > MaxWaysOn || facts.AsksForText) return null;
        if (facts.Links == facts.LeadingBack && facts.Shape.Forms.Count == 0 && page.Final.Path.Length > 1)
            return $"the page leads for now to one that leads nowhere: {page.Final}";
        if (Subjects.Any(facts.Text.IsHeaded) || WallAddresses.IsOfAGate(page.Final))
            return $"the page leads for now to one about what it asks for: {page.Final}";
        return facts.HasChoice && facts.Text.Asks ? $"the page leads for now to one that asks for something: {page.Final}" : null;
    }
}

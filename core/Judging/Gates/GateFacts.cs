using System.Text.RegularExpressions;
using LinkWatch.Html;
using LinkWatch.Judging.Signatures;
using LinkWatch.Urls;

namespace LinkWatch.Judging.Gates;

/// <summary>What there is on a page besides its text, sorted by where it leads.</summary>
internal sealed partial class GateFacts
{
    private static readonly string[] SignOn = ["samlrequest", "samlresponse", "relaystate", "wresult", "wctx", "id_token", "redirect_uri"];

    private static readonly string[] Dates =
    [
        "d", "dd", "m", "mm", "y", "yy", "yyyy", "day", "month", "year", "tag", "monat", "jahr", "jour", "mois", "annee", "dia", "mes",
        "ano", "giorno", "mese", "anno", "dag", "maand", "jaar", "dzien", "miesiac", "rok", "den", "mesic", "gun", "ay", "yil", "år", "år",
    ];

    private static readonly string[] Views =
    [
        "page", "p", "paged", "print", "pdf", "sort", "order", "reply", "replytocom", "start", "offset", "share", "format", "amp", "output",
    ];

    private static readonly string[] Births =
    [
        "birth", "bday", "dob", "geburt", "naissance", "nacimiento", "nascita", "nascimento", "geboorte", "fodsel", "urodz", "rozhd",
        "syntym",
    ];

    private readonly PageAnswer page;

    public GateFacts(PageAnswer page, PageShape shape)
    {
        this.page = page;
        Shape = shape;
        var places = shape.Links.DistinctBy(link => link.Href.Href, StringComparer.Ordinal).Where(link => !IsSpot(link.Href)).ToList();
        Locales = places.Count(Gates.Locales.IsNamedBy);
        LeadingBack = places.Count(link => IsOwn(link.Href) && LeadsBack(link.Href));
        Leaving = places.Count(link => !IsOwn(link.Href));
        Elsewhere = places.Count(link => IsOwn(link.Href) && !LeadsBack(link.Href) && !Gates.Locales.IsNamedBy(link));
        Links = places.Count;
        Text = new GateText(page.Reading!.Title, shape);
        Controls = [.. shape.Forms.SelectMany(form => form.Controls)];
    }

    public PageShape Shape { get; }

    public GateText Text { get; }

    public IReadOnlyList<PageControl> Controls { get; }

    /// <summary>Links to other addresses.</summary>
    public int Links { get; }

    /// <summary>Links to the page, or to the site, in a country or language.</summary>
    public int Locales { get; }

    /// <summary>Links to the page's own address with something added, or that carry it along.</summary>
    public int LeadingBack { get; }

    public int Leaving { get; }

    /// <summary>Links to other pages of the site: a page has some, a gate hardly.</summary>
    public int Elsewhere { get; }

    public bool HasCountrySelect => Shape.Selects.Any(options =>
        options.Count >= 2 && 5 * options.Count(Gates.Locales.IsNamedBy) >= (options.Count == 2 ? 5 : 2) * options.Count);

    public bool HasLocaleButtons =>
        Shape.Buttons.Count(Gates.Locales.IsNamedBy) is var named && named >= 2 && 2 * named > Shape.Buttons.Count;

    /// <summary>Boxes to be ticked, and nothing to be written.</summary>
    public bool IsFormOfChoices => !AsksForText && Shape.Forms.Any(form =>
        Submits(form) && form.Controls.Any(control => control.Type is "checkbox" or "radio"));

    public bool AsksForBirth => Controls.Any(control => control.Type == "date" || IsBirth(control)) || Controls.Count(IsDate) >= 2;

    /// <summary>Fields to be filled in by hand: a contact, a search, a comment, an order.</summary>
    public bool AsksForText => Controls.Any(control =>
        control.Type is "text" or "email" or "tel" or "url" or "search" or "textarea" or "number" or "file" or "password"
        && !IsDate(control) && !IsBirth(control));

    public bool IsPoll => Controls.Count(control => control.Type == "radio") >= 3;

    public bool IsSignOn => Controls.Any(control =>
        control.Type == "hidden" && SignOn.Contains(control.Name.ToLowerInvariant(), StringComparer.Ordinal));

    /// <summary>A form without fields that is sent to the page's own address.</summary>
    public bool PostsBack => Shape.Forms.Any(form => form.IsPost && Submits(form) && !AsksForText && LeadsBack(form.Action));

    /// <summary>A form that takes the page's address along.</summary>
    public bool CarriesAddress => !AsksForText && Shape.Forms.Any(form => Submits(form)
        && (WallAddresses.Carries(page.Requested, form.Action) || form.Controls.Any(control =>
            control is { Type: "hidden" } && WallAddresses.IsAddressOf(page.Requested, control.Value))));

    public bool HasChoice => Shape.Buttons.Count >= 2 || IsYesOrNo || LeadingBack > 0 || (!AsksForText && Shape.Forms.Any(Submits));

    /// <summary>A button or link that lets visitors pass.</summary>
    public bool OffersToAccept => Choices.Any(GateWords.Accept.IsIn);

    public bool IsYesOrNo => Answers.Any(GateWords.Yes.IsIn) && Answers.Any(GateWords.No.IsIn);

    private IEnumerable<string> Answers => Choices.Where(text => text.Length <= 25);

    /// <summary>What buttons and links say.</summary>
    private IEnumerable<string> Choices =>
        Shape.Buttons.Concat(Shape.Links.Select(link => link.Text)).Where(text => text.Length <= 60).Select(PageLook.Fold);


    /// <summary>Links stand within sentences, and not in a list.</summary>
    public bool IsLinkedInProse => Shape.Blocks.Any(block => block.ChoiceLength > 0 && block.Text.Length - block.ChoiceLength >= 40);

    public bool HasPrice => Text.Blocks.Any(block => Price().IsMatch(block));

    private static bool Submits(PageForm form) => form.Controls.Any(control => control.Type is "submit" or "select");

    private bool IsSpot(WebUrl url) => url.Fragment.Length > 0 && UrlIdentity.Normalize(url) == UrlIdentity.Normalize(page.Final);

    private bool IsOwn(WebUrl url) => Site(url) == Site(page.Final) || Site(url) == Site(page.Requested);

    private bool LeadsBack(WebUrl url) =>
        ((IsSamePath(url, page.Requested) || IsSamePath(url, page.Final)) && !IsView(url))
        || (WallAddresses.Carries(page.Requested, url) && WallAddresses.Named(url) is null);

    /// <summary>Another part or form of the page.</summary>
    private static bool IsView(WebUrl url) =>
        url.Query.TrimStart('?').Split('&').Any(pair => Views.Contains(pair.Split('=')[0].ToLowerInvariant(), StringComparer.Ordinal));

    private static bool IsSamePath(WebUrl a, WebUrl b) => a.Host == b.Host && a.Path.TrimEnd('/') == b.Path.TrimEnd('/');

    private static string Site(WebUrl url) => string.Join('.', url.Host.Split('.').TakeLast(2));

    private static bool IsDate(PageControl control) => Dates.Contains(control.Name.ToLowerInvariant(), StringComparer.Ordinal);

    private static bool IsBirth(PageControl control) =>
        Births.Any(word => control.Name.Contains(word, StringComparison.OrdinalIgnoreCase)) && control.Type is not ("hidden" or "submit");

    [GeneratedRegex(
        @"[€$£¥₽₩]\s?\d|\d\s?(€|\$|£|zł|kr\b|kč|руб|₽|円|元|원|usd|eur|gbp)",
        RegexOptions.NonBacktracking | RegexOptions.ExplicitCapture)]
    private static partial Regex Price();
}

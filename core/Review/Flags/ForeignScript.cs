using System.Globalization;
using LinkWatch.Links;
using LinkWatch.Profile;

namespace LinkWatch.Review.Flags;

/// <summary>
/// An anchor in a script that is not Latin, nor that of the site (its domains, its brand and money words, their countries, or a third of
/// its anchors), nor that of the country of the page.
/// </summary>
internal sealed class ForeignScript : IFlagRule
{
    private const int OwnShare = 3;

    private static readonly IdnMapping Idn = new();

    private readonly HashSet<Script> own;
    private readonly int[] anchors = new int[(int)Script.Other + 1];

    public ForeignScript(Site site)
    {
        string[] words = [.. site.Domains.Select(ToUnicode), .. site.BrandWords ?? [], .. site.MoneyWords ?? []];
        own =
        [
            Script.Latin,
            .. words.SelectMany(word => word.Split('.', ' ', '-')).Select(Scripts.Of).OfType<Script>(),
            .. site.Domains.SelectMany(domain => Scripts.OfCountry(Country.Of(domain))),
        ];
    }

    public FlagKind Kind => FlagKind.ForeignScript;

    public void Learn(ReviewedLink link)
    {
        if (ScriptOf(link) is { } script) anchors[(int)script]++;
    }

    public string? EvidenceOf(ReviewedLink link) =>
        ScriptOf(link) is { } script && !own.Contains(script) && OwnShare * anchors[(int)script] < anchors.Sum()
            && !Scripts.OfCountry(Country.Of(link.Domain)).Contains(script)
            ? $"the anchor “{link.Followed!.Anchor}” is in {(script == Script.Other ? "another script" : $"{script} script")}"
            : null;

    private static Script? ScriptOf(ReviewedLink link) => link.Followed is { } seen ? Scripts.Of(seen.Anchor) : null;

    private static string ToUnicode(string domain)
    {
        try
        {
            return Idn.GetUnicode(domain);
        }
        catch (ArgumentException)
        {
            return domain;
        }
    }
}

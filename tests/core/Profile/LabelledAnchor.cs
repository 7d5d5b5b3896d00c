using LinkWatch.Links;
using LinkWatch.Tests.Support;
using LinkWatch.Urls;

namespace LinkWatch.Tests.Core.Profile;

/// <summary>A line of <c>anchors.tsv</c>: an anchor, and the class that a reader gave it before there was a rule.</summary>
internal sealed record LabelledAnchor(string Language, Site Site, WebUrl Target, string Anchor, bool IsImage, AnchorClass Class)
{
    public static IReadOnlyList<LabelledAnchor> All { get; } =
        [.. Repository.Read("tests/core/Profile/anchors.tsv").TrimEnd('\n').Split('\n').Skip(1).Select(Parse)];

    private static LabelledAnchor Parse(string line)
    {
        if (line.Split('\t') is not [var language, var name, var domain, var path, var money, var anchor, var alt, var label])
            throw new FormatException(line);
        var site = new Site
        {
            Id = "labelled",
            Domains = [domain],
            BrandWords = [name],
            MoneyWords = money.Length == 0 ? null : money.Split(';'),
        };
        return new(
            language, site, WebUrl.Parse($"https://{domain}{path}"), alt.Length > 0 ? alt : anchor, alt.Length > 0,
            KebabCase.Parse<AnchorClass>(label) ?? throw new FormatException(line));
    }
}

using System.Globalization;
using System.Text;
using LinkWatch.Links;
using LinkWatch.Profile;
using LinkWatch.Tests.Support;
using LinkWatch.Urls;

namespace LinkWatch.Tests.Core.Profile;

public sealed class AnchorClassifierTests(ITestOutputHelper output)
{
    private static readonly Site Shop = new() { Id = "shop", Domains = ["blue-kettle.example"], MoneyWords = ["loose leaf tea"] };

    private static IReadOnlyList<(LabelledAnchor Labelled, AnchorClass Said)> Judged { get; } =
        [.. LabelledAnchor.All.Select(anchor => (anchor, Of(anchor.Site, anchor.Anchor, anchor.Target, anchor.IsImage)))];

    [Fact]
    public void At_least_19_in_20_of_the_labelled_anchors_get_the_class_that_a_reader_gave_them()
    {
        foreach (var (anchor, said) in Judged.Where(anchor => anchor.Said != anchor.Labelled.Class))
            output.WriteLine($"{anchor.Language} {anchor.Site.Domains[0]}: “{anchor.Anchor}” {anchor.Class.Name()}, not {said.Name()}");
        output.WriteLine(Confusion());
        output.WriteLine(Languages());

        Assert.True(Judged.Count >= 500);
        Assert.InRange(Agreeing(Judged), 0.95, 1);
    }

    [Fact]
    public void In_no_language_do_more_than_one_in_ten_differ() =>
        Assert.All(Judged.GroupBy(anchor => anchor.Labelled.Language), anchors => Assert.InRange(Agreeing([.. anchors]), 0.9, 1));

    [Fact]
    public void The_document_has_the_table_of_confusion() =>
        Assert.Contains(Confusion(), Repository.Read("docs/profile.md"), StringComparison.Ordinal);

    [Theory]
    [InlineData("Blue Kettle", AnchorClass.Brand)]
    [InlineData("bluekettle", AnchorClass.Brand)]
    [InlineData("https://elsewhere.example/x", AnchorClass.Address)]
    [InlineData("Loose-Leaf Teas", AnchorClass.Exact)]
    [InlineData("green cups", AnchorClass.Exact)]
    [InlineData("Blue Kettle: loose leaf tea", AnchorClass.Partial)]
    [InlineData("a cup", AnchorClass.Partial)]
    [InlineData("a kettle in blue", AnchorClass.Generic)]
    [InlineData("12", AnchorClass.Generic)]
    [InlineData("\ud83c \ud83c\udf75", AnchorClass.Empty)]
    [InlineData("\ud83c tea", AnchorClass.Partial)]
    public void An_anchor_is_what_the_document_says(string anchor, AnchorClass expected) =>
        Assert.Equal(expected, Of(Shop, anchor, WebUrl.Parse("https://blue-kettle.example/en/green-cups/index.html"), isImage: false));

    [Fact]
    public void An_image_counts_by_its_alternative_text_alone()
    {
        var target = Shop.DefaultTarget().Url;

        Assert.Equal(AnchorClass.Image, Of(Shop, "Blue Kettle", target, isImage: true));
        Assert.Equal(AnchorClass.Empty, Of(Shop, "", target, isImage: true));
    }

    [Fact]
    public void Words_that_the_owner_adds_are_the_sites_names_and_money_words()
    {
        var site = Shop with { BrandWords = ["Kessel & Co"], MoneyWords = ["oolong"] };

        Assert.Equal(AnchorClass.Brand, Of(site, "the people of Kessel and Co", Shop.DefaultTarget().Url, isImage: false));
        Assert.Equal(AnchorClass.Exact, Of(site, "Oolong", Shop.DefaultTarget().Url, isImage: false));
        Assert.Equal(AnchorClass.Generic, Of(Shop, "Oolong", Shop.DefaultTarget().Url, isImage: false));
    }

    /// <summary>Each name that might begin at a word was looked for up to the end: this took minutes.</summary>
    [Fact]
    public void An_anchor_of_thousands_of_small_words_is_read_at_once()
    {
        var start = TimeProvider.System.GetTimestamp();

        Of(Shop, string.Join(' ', Enumerable.Repeat("the", 10_000)), WebUrl.Parse("https://blue-kettle.example/"), isImage: false);

        Assert.InRange(TimeProvider.System.GetElapsedTime(start), TimeSpan.Zero, TimeSpan.FromSeconds(10));
    }

    private static AnchorClass Of(Site site, string anchor, WebUrl target, bool isImage) =>
        new AnchorClassifier(site, PublicSuffix.BuiltIn).Of(anchor, isImage, target);

    private static double Agreeing(IReadOnlyList<(LabelledAnchor Labelled, AnchorClass Said)> anchors) =>
        anchors.Count(anchor => anchor.Said == anchor.Labelled.Class) / (double)anchors.Count;

    /// <summary>As docs/profile.md shows it.</summary>
    private static string Confusion()
    {
        var classes = Enum.GetValues<AnchorClass>();
        var table = new StringBuilder("| a reader says | ").AppendJoin(" | ", classes.Select(said => said.Name())).Append(" |\n|---|")
            .AppendJoin("", classes.Select(_ => "---|")).Append('\n');
        foreach (var label in classes)
        {
            var counts = classes.Select(said => Judged.Count(anchor => anchor.Labelled.Class == label && anchor.Said == said));
            table.Append(CultureInfo.InvariantCulture, $"| {label.Name()} | ").AppendJoin(" | ", counts).Append(" |\n");
        }

        return table.ToString();
    }

    private static string Languages() => string.Join('\n', Judged.GroupBy(anchor => anchor.Labelled.Language).Select(anchors =>
        string.Create(CultureInfo.InvariantCulture, $"{anchors.Key}: {Agreeing([.. anchors]):0.0 %} of {anchors.Count()}")));
}

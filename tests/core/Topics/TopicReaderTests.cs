using System.Diagnostics;
using System.Globalization;
using System.Text;
using LinkWatch.Tests.Support;
using LinkWatch.Topics;

namespace LinkWatch.Tests.Core.Topics;

public sealed class TopicReaderTests(ITestOutputHelper output)
{
    /// <summary>The share of common words from which the relevance of a link is more than half of what it can be.</summary>
    private const double Relevant = 0.125;

    private static IReadOnlyList<(string Language, bool IsSame, TopicMatch Match)> Compared { get; } =
        [.. LabelledPage.Pairs.Select(pair =>
            (pair.Page.Language, pair.Page.Topic == pair.Target.Topic, TopicMatch.Of(pair.Page.Read(), pair.Target.Read())!))];

    [Fact]
    public void Pages_about_the_same_share_words_and_others_do_not()
    {
        output.WriteLine(Table());

        Assert.Equal(108, Compared.Count);
        Assert.All(Compared, pair => Assert.Equal(pair.IsSame, ShareOf(pair.Match) >= Relevant));
    }

    [Fact]
    public void The_document_has_the_table() => Assert.Contains(Table(), Repository.Read("docs/worth.md"), StringComparison.Ordinal);

    [Fact]
    public void The_words_of_a_page_show_its_language_whatever_it_declares() =>
        Assert.All(LabelledPage.All, page => Assert.Equal(page.Language, page.Read().Language));

    [Fact]
    public void A_page_is_known_by_at_most_32_words_of_320_characters() => Assert.All(LabelledPage.All, page =>
    {
        var topic = TopicReader.Read(
            LabelledPage.Source(page.Html(string.Concat(LabelledPage.All.Where(other => other.Language == page.Language)
                .Select(other => $"<p>{other.Text}")))), null)!;

        Assert.InRange(topic.Words.Split(' ').Length, 12, PageTopic.MaxWords);
        Assert.InRange(topic.Words.Length, 12, PageTopic.MaxLength);
    });

    [Fact]
    public void Words_that_stand_often_and_in_the_title_come_first_and_menus_do_not_count()
    {
        var page = LabelledPage.All[1];
        var html = page.Html("<p>Compost, compost, compost.")
            .Replace("<style>", "<title>Secateurs</title><style>", StringComparison.Ordinal);

        var words = TopicReader.Read(LabelledPage.Source(html), null)!.Words.Split(' ');

        Assert.Equal(["compost", "secateurs"], words.Where(word => word is "compost" or "secateurs"));
        Assert.Equal("compost", words[0]);
        Assert.DoesNotContain("magazine", words);
        Assert.DoesNotContain("bicycles", words);
    }

    [Theory]
    [InlineData("de-AT", null, "de")]
    [InlineData("zh-Hans-CN", null, "zh")]
    [InlineData("", "pt-BR, en", "pt")]
    [InlineData("", "", null)]
    [InlineData("x-klingon", null, null)]
    [InlineData("<script>", null, null)]
    public void Of_a_page_with_few_words_its_language_is_what_it_declares(string tag, string? header, string? expected)
    {
        var topic = TopicReader.Read(LabelledPage.Source($"<html lang=\"{tag}\"><title>42</title><img src=a><p>4, 8, 15"), header);

        Assert.Equal(new PageTopic("", expected), topic);
    }

    [Fact]
    public void Words_of_a_language_whose_small_words_are_not_known_tell_no_topic()
    {
        var text = string.Concat(Enumerable.Range(0, 30).Select(i => $"sana{(char)('a' + i % 26)}llinen kirja kertoo "));

        Assert.Equal(new PageTopic("", "fi"), TopicReader.Read(LabelledPage.Source($"<html lang=fi><p>{text}"), null));
    }

    [Theory]
    [InlineData("<svg><title>")]
    [InlineData("<nav>")]
    [InlineData("<template><select><nav>")]
    [InlineData("&#xD83C; &#x0; é̂̂̂ ")]
    [InlineData("日本語のページ")]
    public void Hostile_pages_take_no_time_and_end_in_no_exception(string repeated)
    {
        var html = new StringBuilder().Insert(0, repeated, 200_000).ToString();
        var clock = Stopwatch.StartNew();

        TopicReader.Read(LabelledPage.Source(html), null);

        Assert.InRange(clock.Elapsed, TimeSpan.Zero, TimeSpan.FromSeconds(2));
    }

    [Fact]
    public void A_page_with_other_news_every_day_stays_what_it_is_about_and_a_page_of_another_topic_does_not()
    {
        var page = LabelledPage.All[1];
        var known = page.Read();
        var withNews = TopicReader.Read(LabelledPage.Source(page.Html(
            "<p>The mayor opens a bridge over the canal. A bridge and a canal, says the mayor, are the village. "
            + "A tractor, a tractor!")), null);
        var another = LabelledPage.All.First(other => other.Topic == "invoicing").Read();

        Assert.NotEqual(known, withNews);
        Assert.Same(known, PageTopic.After(known, withNews));
        Assert.Same(another, PageTopic.After(known, another));
        Assert.Same(known, PageTopic.After(null, known));
        Assert.Same(known, PageTopic.After(known, null));
        Assert.Same(known, PageTopic.After(known, new PageTopic("", "en")));
        Assert.Equal(new PageTopic("", "fi"), PageTopic.After(new PageTopic("", "fi"), PageTopic.None));
        Assert.Same(known, PageTopic.After(PageTopic.None, known));
    }

    [Fact]
    public void Pages_in_different_languages_or_with_few_words_cannot_be_compared()
    {
        var topics = LabelledPage.All.Where(page => page.IsTarget).Select(page => page.Read()).ToList();

        Assert.All(topics, topic => Assert.All(
            topics.Where(other => other.Language != topic.Language), other => Assert.Null(TopicMatch.Of(topic, other))));
        Assert.Null(TopicMatch.Of(topics[0], null));
        Assert.Null(TopicMatch.Of(null, topics[0]));
        Assert.Null(TopicMatch.Of(new PageTopic("", "en"), topics[0]));
        Assert.Null(TopicMatch.Of(topics[0], new PageTopic("", "en")));
    }

    [Fact]
    public void A_match_names_words_as_the_target_spells_them()
    {
        var match = TopicMatch.Of(new PageTopic("cafés gardens röstung tea", "de"), new PageTopic("garden café roses", "de"));

        Assert.Equal(new TopicMatch(2, 3, "garden café"), match);
    }

    private static string Table()
    {
        var table = new StringBuilder("| language | same topic: share of common words | another topic |\n|---|---|---|\n");
        foreach (var language in Compared.GroupBy(pair => pair.Language))
            table.Append(CultureInfo.InvariantCulture, $"| {language.Key} | {Range(language, true)} | {Range(language, false)} |\n");
        return table.ToString();
    }

    private static string Range(IEnumerable<(string Language, bool IsSame, TopicMatch Match)> pairs, bool isSame)
    {
        var shares = pairs.Where(pair => pair.IsSame == isSame).Select(pair => ShareOf(pair.Match)).ToList();
        return string.Create(CultureInfo.InvariantCulture, $"{shares.Min():0.00} to {shares.Max():0.00}");
    }

    private static double ShareOf(TopicMatch match) => (double)match.Common / match.Total;
}

using LinkWatch.Alerting.Digests;
using LinkWatch.Confirming;
using LinkWatch.Links;
using LinkWatch.Storage;
using LinkWatch.Tests.Core.Profile;
using LinkWatch.Urls;

namespace LinkWatch.Tests.Core.Alerting;

public sealed class LetterTests
{
    private static readonly Site Shop = new() { Id = "shop", Domains = ["shop.example"] };

    [Theory]
    [InlineData("tea", "Teas")]
    [InlineData(
        "горный чай из самых высоких гор мира, который стоит попробовать каждому любителю",
        "Лучшие чаи этого года и как их заваривать дома")]
    [InlineData("🍵🍵🍵🍵🍵🍵🍵🍵🍵🍵🍵🍵🍵🍵🍵🍵🍵🍵🍵🍵🍵🍵🍵🍵🍵🍵🍵🍵🍵🍵", "世界で一番高い山のお茶とその淹れ方について世界で一番高い山のお茶とその淹れ方について")]
    public void A_letter_opens_in_every_mail_program_whatever_the_pages_script(string anchor, string title)
    {
        var row = Lost(anchor, title, new string('ж', 400));

        foreach (var letter in new[] { LetterToOwner.Of(Shop, row), RemovalLetter.Of(Shop, row with { Status = Status.Live }) })
        {
            Assert.InRange(letter.Mailto.Length, 1, LetterDraft.MaxMailto);
            Assert.StartsWith("mailto:editor@blog.example?subject=", letter.Mailto, StringComparison.Ordinal);
            Assert.DoesNotContain(letter.Mailto["mailto:".Length..], character => character is ' ' or '"' or '\r' or '\n' or > '~');
            Assert.Contains("blog.example", letter.Body, StringComparison.Ordinal);
            var body = Uri.UnescapeDataString(letter.Mailto[(letter.Mailto.IndexOf("&body=", StringComparison.Ordinal) + 6)..]);
            Assert.Equal(letter.Body, body);
        }
    }

    [Fact]
    public void What_others_wrote_cannot_add_a_field_or_a_line_to_it()
    {
        var letter = LetterToOwner.Of(Shop, Lost("x&bcc=all@evil.example\r\nBcc: all@evil.example", "a?b#c", "p"));

        Assert.DoesNotContain("&bcc=", letter.Mailto, StringComparison.OrdinalIgnoreCase);
        Assert.DoesNotContain("\nBcc:", letter.Body, StringComparison.Ordinal);
    }

    [Fact]
    public void A_follow_up_says_when_the_first_letter_was_sent()
    {
        var row = Lost("tea", "Teas", "p") with { Letter = new LinkLetter(new DateTimeOffset(2026, 3, 1, 9, 0, 0, TimeSpan.Zero), 1) };

        Assert.Contains(
            "I wrote to you on 1 March 2026; perhaps my mail got lost. I run shop.example.", LetterToOwner.Of(Shop, row).Body,
            StringComparison.Ordinal);
        Assert.DoesNotContain("I wrote to you", LetterToOwner.Of(Shop, row with { Letter = null }).Body, StringComparison.Ordinal);
    }

    [Fact]
    public void Its_days_are_those_of_the_sites_time_zone()
    {
        var tokyo = Shop with { TimeZone = "Asia/Tokyo" };
        var evening = new DateTimeOffset(2026, 3, 1, 20, 0, 0, TimeSpan.Zero);
        var row = Lost("tea", "Teas", "p") with { Since = evening, Letter = new LinkLetter(evening.AddDays(3), 1) };

        var body = LetterToOwner.Of(tokyo, row).Body;

        Assert.Contains("missing since 2 March 2026.", body, StringComparison.Ordinal);
        Assert.Contains("I wrote to you on 5 March 2026;", body, StringComparison.Ordinal);
    }

    [Fact]
    public void A_contact_that_is_no_mail_address_is_left_out()
    {
        var row = Lost("tea", "Teas", "p");

        Assert.Null(LetterToOwner.Of(Shop, row with { Link = row.Link with { Contact = "the form on their page" } }).To);
    }

    [Fact]
    public void A_contact_is_shown_as_it_is_and_escaped_only_where_it_is_opened()
    {
        var row = Lost("tea", "Teas", "p");

        var draft = LetterToOwner.Of(Shop, row with { Link = row.Link with { Contact = "Ed <ed+links&co@blog.example>" } });

        Assert.Equal("ed+links&co@blog.example", draft.To);
        Assert.StartsWith("mailto:ed%2Blinks%26co@blog.example?subject=", draft.Mailto, StringComparison.Ordinal);
    }

    private static LinkRow Lost(string anchor, string title, string path)
    {
        var row = SomeLinks.Row("blog.example", Status.Lost, new LinkDetail("https://shop.example/", anchor, Placement.Content, []), 30);
        return row with
        {
            Title = title,
            Reasons = [Reason.LinkRemoved],
            Link = row.Link with { Source = WebUrl.Parse($"https://blog.example/{path}"), Contact = "editor@blog.example" },
        };
    }
}

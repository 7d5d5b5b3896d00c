using LinkWatch.Html;
using LinkWatch.Judging;
using LinkWatch.Judging.Signatures;

namespace LinkWatch.Tests.Core.Judging.Signatures;

public sealed class SignatureTests
{
    private static readonly SignatureTable[] WallTables =
    [
        BotWalls.Table, LoginWalls.Table, ConsentWalls.Table, AgeWalls.Table, Paywalls.Table
    ];

    private static readonly SignatureTable[] OtherPageTables =
    [
        NotFoundPages.Table, ClosedSites.Table, ParkedDomains.Table, BrokenServers.Table
    ];

    public static TheoryData<string, string> ShortPages { get; } = new()
    {
        { "Just a moment...", "unknown: blocked" },
        { "Attention Required! | Cloudflare", "unknown: blocked" },
        { "Access to this page has been denied", "unknown: blocked" },
        { "Pardon Our Interruption", "unknown: blocked" },
        { "Making sure you’re not a bot!", "unknown: blocked" },
        { "Log In ‹ Example Blog — WordPress", "unknown: blocked" },
        { "Anmelden – Beispiel", "unknown: blocked" },
        { "Before you continue to YouTube", "unknown: blocked" },
        { "Age Verification | Wine Shop", "unknown: blocked" },
        { "Subscribe to read | Financial Times", "unknown: blocked" },
        { "Page not found – Example Blog", "lost: page-replaced" },
        { "404: Not Found", "lost: page-replaced" },
        { "Seite nicht gefunden | Beispiel", "lost: page-replaced" },
        { "Página no encontrada - Ejemplo", "lost: page-replaced" },
        { "ページが見つかりません｜サンプル", "lost: page-replaced" },
        { "Страница не найдена", "lost: page-replaced" },
        { "Account Suspended", "lost: page-replaced" },
        { "Site under maintenance", "lost: page-replaced" },
        { "HugeDomains.com", "lost: page-replaced" },
        { "Welcome to nginx!", "lost: page-replaced" },
        { "Database Error", "lost: page-replaced" },
        { "Ten lamps we like | Example Blog", "lost: link-removed" },
        { "How to fix 404 not found errors in WordPress", "lost: link-removed" },
        { "Why every login page should have a captcha", "lost: link-removed" },
        { "Maintenance - Example Garage", "lost: link-removed" },
    };

    public static TheoryData<string, string> ShortTexts { get; } = new()
    {
        { "Please complete the security check to access blog.example", "unknown: blocked" },
        { "Press & Hold to confirm you are a human (and not a bot).", "unknown: blocked" },
        { "Request unsuccessful. Incapsula incident ID: 1234-5678", "unknown: blocked" },
        { "The requested URL was rejected. Please consult with your administrator. Your support ID is: 1", "unknown: blocked" },
        { "You must be logged in to view this topic.", "unknown: blocked" },
        { "You must be logged in to post a comment.", "lost: link-removed" },
        { "Are you 18 or older? Yes No", "unknown: blocked" },
        { "Lamps are great. Subscribe to continue reading.", "unknown: blocked" },
        { "Zustimmen & weiter. Mit Werbung und Tracking lesen.", "unknown: blocked" },
        { "Sorry, the page you are looking for could not be found.", "lost: page-replaced" },
        { "Die angeforderte Seite wurde nicht gefunden.", "lost: page-replaced" },
        { "Error establishing a database connection", "lost: page-replaced" },
        { "This domain is for sale! Buy this domain.", "lost: page-replaced" },
        { "This account has been suspended. Contact your hosting provider for more information.", "lost: page-replaced" },
        { "Briefly unavailable for scheduled maintenance. Check back in a minute.", "lost: page-replaced" },
    };

    [Theory]
    [MemberData(nameof(ShortPages))]
    public void A_title_gives_a_short_page_away(string title, string says) =>
        Assert.Equal(says, Page.Without.Saying(new string('x', 700)).Titled(title).Judged().Says());

    [Theory]
    [MemberData(nameof(ShortTexts))]
    public void A_phrase_gives_a_short_page_away(string text, string says) =>
        Assert.Equal(says, Page.Without.Saying(text + new string('.', 200)).Judged().Says());

    [Fact]
    public void An_article_about_walls_is_no_wall()
    {
        var article = Page.Without.Saying("I'm not a robot, says the box. Page not found. Account suspended. " + new string('x', 9000))
            .Titled("Just a moment...");

        Assert.Equal("lost: link-removed", article.Judged().Says());
    }

    [Fact]
    public void A_title_that_the_page_had_while_it_held_the_link_gives_nothing_away()
    {
        var page = Page.Without.Saying(new string('x', 700)).Titled("Login");

        Assert.Equal("lost: link-removed", (page with { Previous = new Fingerprint("Login", 4000, 8) }).Judged().Says());
    }

    [Fact]
    public void A_short_page_that_asks_for_a_password_is_a_login()
    {
        var page = Page.Without.Saying("Members area. User name. " + new string('x', 200));
        var asking = page with { Reading = page.Reading! with { HasPasswordField = true } };
        var long_ = Page.Without with { Reading = Page.Without.Reading! with { HasPasswordField = true } };

        Assert.Equal("unknown: blocked", asking.Judged().Says());
        Assert.Equal("lost: link-removed", long_.Judged().Says());
    }

    [Theory]
    [InlineData("cf-mitigated", "challenge", true)]
    [InlineData("X-Amzn-Waf-Action", "captcha", true)]
    [InlineData("x-vercel-mitigated", "challenge", true)]
    [InlineData("sg-captcha", "challenge", true)]
    [InlineData("x-datadome", "protected", false)]
    [InlineData("cf-ray", "8a1", false)]
    [InlineData("x-sucuri-id", "11005", false)]
    public void Only_headers_that_a_challenge_alone_carries_are_signs_of_one(string name, string value, bool isWall) =>
        Assert.Equal(isWall ? "unknown: blocked" : "lost: link-removed", Page.Without.Header(name, value).Judged().Says());

    [Fact]
    public void Every_row_of_every_table_can_be_met()
    {
        foreach (var table in WallTables.Concat(OtherPageTables))
        {
            foreach (var sign in table.Signs)
            {
                var reading = sign.Place == SignPlace.Text ? Reading(null, $"Hello. {sign.Phrase}. Bye.") : Reading($"{sign.Phrase}!", "x");
                Assert.True(table.Find(new PageLook(reading)) is not null, $"{sign.Place} \"{sign.Phrase}\" is never found");
            }

            Assert.Equal(table.Signs.Count, table.Signs.DistinctBy(sign => (sign.Place, sign.Phrase)).Count());
        }
    }

    [Fact]
    public void Every_row_is_written_as_pages_are_folded()
    {
        foreach (var sign in WallTables.Concat(OtherPageTables).Append(ScriptShells.Table).SelectMany(table => table.Signs))
        {
            Assert.Equal(PageLook.Fold(sign.Phrase), sign.Phrase);
        }
    }

    [Fact]
    public void The_evidence_names_the_wall_and_the_words()
    {
        var page = Page.Without.Saying(new string('x', 700)).Titled("Just a moment...");

        Assert.Contains("a bot wall stands in place of the page (Cloudflare): its title says \"just a moment\"", page.Judged().Evidence);
    }

    private static PageReading Reading(string? title, string text) =>
        Page.Reading() with { Title = title, Text = text, TextLength = text.Length };
}

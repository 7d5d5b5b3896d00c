using LinkWatch.Alerting.Digests;
using LinkWatch.Confirming;
using LinkWatch.Links;
using LinkWatch.Storage;
using LinkWatch.Tests.Support;

namespace LinkWatch.Tests.Core.Alerting;

public sealed class DigestMailTests
{
    [Fact]
    public void A_digest_is_written_as_ever()
    {
        var digest = SampleDigest.Compose();

        Golden.Holds("digest.txt", $"{digest.Subject}\n\n{digest.Text}");
        Golden.Holds("digest.html", digest.Html);
    }

    [Fact]
    public void A_lost_link_comes_with_a_letter_to_whom_the_owner_noted()
    {
        var letter = SampleDigest.Compose().Text.Split('\n').Single(line => line.StartsWith("  Write to", StringComparison.Ordinal));

        Assert.Contains("mailto:editor@blog.example?subject=A%20link%20on%20blog.example&body=Hello", letter, StringComparison.Ordinal);
        Assert.EndsWith(
            "body=Hello,\r\n\r\nI run shop.example. Your page “Best teas of 2026” (https://blog.example/teas) used to link to "
                + "https://shop.example/tea with the words “mountain tea”.\r\nI noticed that the link has been missing "
                + "since 3 January 2026. Was that intended? If not, could you please put it back?\r\n\r\nWith the link, your "
                + "readers get straight to what you wrote about. Thank you for having linked to us!\r\n\r\n"
                + "Kind regards\r\n[your name]\r\nshop.example",
            Uri.UnescapeDataString(letter),
            StringComparison.Ordinal);
        Assert.InRange(letter.Length, 1, 2000);
    }

    [Fact]
    public void A_page_is_named_by_its_title_and_domain_with_the_address_below()
    {
        var mail = SampleDigest.Compose();

        Assert.Contains("* Best teas of 2026 · blog.example\n  https://blog.example/teas\n", mail.Text, StringComparison.Ordinal);
        Assert.Contains("* https://wall.example/teas\n  Links to:", mail.Text, StringComparison.Ordinal);
        Assert.Contains("<strong><bdi>Best teas of 2026</bdi></strong> · blog.example</a><br>", mail.Html, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("\u202E\u200Fgnitset \u0000<script>x</script>\u0007", "gnitset <script>x</script> · blog.example")]
    [InlineData("one\r\n* two\r\n\u2028Lost (9)", "one * two Lost (9) · blog.example")]
    [InlineData(" \u200B\u202E\u0000 ", "https://blog.example/teas")]
    [InlineData(null, "https://blog.example/teas")]
    public void A_title_of_another_is_harmless(string? title, string shown)
    {
        var mail = MailOf(SampleDigest.Lost, title);

        Assert.Contains($"\n* {shown}\n", mail.Text, StringComparison.Ordinal);
        Assert.DoesNotContain("<script", mail.Html, StringComparison.OrdinalIgnoreCase);
        Assert.DoesNotContain(mail.Text + mail.Html, character => character is '\u202E' or '\u0000' or '\u0007');
    }

    [Fact]
    public void A_long_title_is_cut() =>
        Assert.Contains(
            $"* {new string('x', 80)}… · blog.example\n", MailOf(SampleDigest.Lost, new string('x', 5000)).Text, StringComparison.Ordinal);

    [Theory]
    [InlineData("HTTP 410: the page is gone for good", "lost: the page was removed for good (HTTP 410)")]
    [InlineData("HTTP 404: there is no such page", "lost: the page can't be found any more (HTTP 404)")]
    [InlineData("something else", "lost: the page is gone")]
    public void A_page_that_is_gone_is_worded_as_the_server_said_it(string evidence, string words) =>
        Assert.Contains(
            $"  Now: {words}\n",
            TextOf(SampleDigest.Lost with { Reasons = [Reason.PageGone], Evidence = [evidence] }),
            StringComparison.Ordinal);

    [Fact]
    public void The_headings_account_for_the_numbers_at_the_top()
    {
        var mail = SampleDigest.Compose();

        Assert.Contains("> 39</p>", mail.Html, StringComparison.Ordinal);
        Assert.Contains("\n38 lost on inn.example\n", mail.Text, StringComparison.Ordinal);
        Assert.Contains("\nLost (1 of 39)\n", mail.Text, StringComparison.Ordinal);
        Assert.Contains("\nNow nofollow (1)\n", mail.Text, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(Reason.PageGone, "Did the page move?")]
    [InlineData(Reason.PageRedirected, "the page that visitors now arrive at")]
    [InlineData(Reason.TargetChanged, "point it to the address above again")]
    [InlineData(Reason.LinkRemoved, "Was that intended?")]
    public void The_letter_asks_for_what_helps(Reason reason, string request) =>
        Assert.Contains(
            request, Uri.UnescapeDataString(TextOf(SampleDigest.Lost with { Reasons = [reason] })), StringComparison.Ordinal);

    [Fact]
    public void A_link_that_is_only_marked_needs_no_letter() =>
        Assert.DoesNotContain("mailto:", TextOf(SampleDigest.Nofollowed), StringComparison.Ordinal);

    [Fact]
    public void The_evidence_stands_before_and_after() =>
        Assert.Contains(
            "  Before: live; anchor “green tea”, in content\n"
                + "  Now: nofollow: the link is marked nofollow; anchor “green tea”, in content, rel nofollow\n",
            TextOf(SampleDigest.Nofollowed),
            StringComparison.Ordinal);

    [Theory]
    [InlineData(412, 379, "We could check 91 % of your 412 links lately. Of the others: the site blocks our checker (30); "
        + "the server took too long (3).\n")]
    [InlineData(12, 12, "We could check 100 % of your 12 links lately.\n")]
    public void A_digest_says_how_much_its_silence_speaks_for(int links, int verified, string line)
    {
        var missing = verified == links ? [] : new Dictionary<string, int>(StringComparer.Ordinal) { ["timeout"] = 3, ["blocked"] = 30 };
        var coverage = new CoverageRow { At = SampleDigest.Now, Links = links, Verified = verified, NotVerified = missing };

        Assert.Contains("-- \n" + line, SampleDigest.Compose(coverage).Text, StringComparison.Ordinal);
    }

    private static string TextOf(LinkChange change) => MailOf(change, title: null).Text;

    private static MailText MailOf(LinkChange change, string? title) => DigestMail.Compose(
        TestPipeline.Site,
        new Digest
        {
            Changes = [SampleDigest.Row("1", "https://blog.example/teas", "https://shop.example/tea", change) with { Title = title }]
        },
        SampleDigest.Now);
}

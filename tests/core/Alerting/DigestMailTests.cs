using LinkWatch.Alerting.Digests;
using LinkWatch.Confirming;
using LinkWatch.Links;
using LinkWatch.Storage;
using LinkWatch.Tests.Support;
using LinkWatch.Urls;

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
        Assert.Contains("your page https://blog.example/teas linked to https://shop.example/tea (“mountain tea”). "
            + "The link has been missing since 3 January 2026.\r\n", Uri.UnescapeDataString(letter), StringComparison.Ordinal);
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
    [InlineData(412, 379, "91 % of 412 links verified lately; not verified: 30 blocked, 3 timeout. LinkWatch watches")]
    [InlineData(12, 12, "100 % of 12 links verified lately. LinkWatch watches")]
    public void A_digest_says_how_much_its_silence_speaks_for(int links, int verified, string line)
    {
        var missing = verified == links ? [] : new Dictionary<string, int>(StringComparer.Ordinal) { ["timeout"] = 3, ["blocked"] = 30 };
        var coverage = new CoverageRow { At = SampleDigest.Now, Links = links, Verified = verified, NotVerified = missing };

        Assert.Contains("-- \n" + line, SampleDigest.Compose(coverage).Text, StringComparison.Ordinal);
    }

    private static string TextOf(LinkChange change) => DigestMail.Compose(
        TestPipeline.Site,
        new Digest
        {
            Changes = [new HistoryRow(
                "1", WebUrl.Parse("https://blog.example/teas"), new LinkTarget(WebUrl.Parse("https://shop.example/tea")), change)]
        },
        SampleDigest.Now).Text;
}

using LinkWatch.Alerting.Digests;
using LinkWatch.Spikes;
using LinkWatch.Tests.Support;

namespace LinkWatch.Tests.Core.Alerting;

public sealed class SpikeSectionTests
{
    private static readonly SpikeNews Burst = new(
        SpikeKind.NewDomains, new DateOnly(2026, 1, 4), 41, 2.5, "41 where 2.5 were due on a Sunday", SpikeCall.Suspicious,
        ["60 % (24 of 40) of the anchors are “<b>\u202Ex\u0000”"]);

    [Fact]
    public void What_others_wrote_is_plain_text_and_encoded_html()
    {
        var mail = Mail(Burst);

        Assert.DoesNotContain('\u202E', mail.Text + mail.Html);
        Assert.DoesNotContain('\u0000', mail.Text + mail.Html);
        Assert.Contains("“<b>x”", mail.Text, StringComparison.Ordinal);
        Assert.DoesNotContain("<b>", mail.Html, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(SpikeCall.Suspicious, "New referring domains on 2026-01-04 (41): suspicious")]
    [InlineData(SpikeCall.ProbablyGoodNews, "New referring domains on 2026-01-04 (41): probably good news")]
    [InlineData(SpikeCall.Unclear, "New referring domains on 2026-01-04 (41)")]
    public void Each_spike_says_what_it_looks_like(SpikeCall call, string title) =>
        Assert.Contains(title + "\n", Mail(Burst with { Call = call }).Text, StringComparison.Ordinal);

    [Fact]
    public void Several_spikes_share_a_mail()
    {
        var lost = new SpikeNews(
            SpikeKind.LostLinks, new DateOnly(2026, 1, 3), 25, 0.1, "25 where 0.1 were due on a Saturday", null,
            ["domain paper.com: 80 % (20 of 25)"]);

        var mail = Mail(lost, Burst);

        Assert.Equal(
            "Spike of 25 lost links on 2026-01-03, spike of 41 new referring domains on 2026-01-04 (suspicious): shop.example",
            mail.Subject);
        Assert.Contains("Domain paper.com: 80 % (20 of 25).", mail.Text, StringComparison.Ordinal);
    }

    private static MailText Mail(params SpikeNews[] spikes) =>
        DigestMail.Compose(TestPipeline.Site, new Digest { Spikes = spikes }, SampleDigest.Now);
}

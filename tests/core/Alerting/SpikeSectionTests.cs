using LinkWatch.Alerting.Digests;
using LinkWatch.Spikes;
using LinkWatch.Tests.Support;

namespace LinkWatch.Tests.Core.Alerting;

public sealed class SpikeSectionTests
{
    private static readonly SpikeNews Burst = new(
        SpikeKind.NewDomains, new DateOnly(2026, 1, 4), 41, 2.5, SpikeCall.Suspicious,
        ["60 % (24 of 40) of the anchors are “<b>\u202Ex\u0000”"])
    {
        Days = [2, 0, null, 3, 41],
        Domains = 41,
        Examples = ["a.top", "b.top", "c<b>.top"],
    };

    private static readonly SpikeNews Vanished = new(
        SpikeKind.LostLinks, new DateOnly(2026, 1, 3), 25, 0.1, null, ["80 % (20 of 25) of the links were on domain paper.com"])
    {
        Domains = 2,
        Examples = ["paper.com", "pen.example"],
    };

    [Fact]
    public void A_spike_is_described_in_plain_words_with_a_normal_day_beside_it() =>
        Assert.Contains(
            "41 new referring domains on Sunday 4 January: suspicious\n"
                + "========================================================\n"
                + "A normal Sunday brings 2 or 3.\nThey are on a.top, b.top, c<b>.top and 38 more.\n60 % (24 of 40) of the anchors are "
                + "“<b>x”.\nWhat to do: look at a few of them. Links that you didn't ask for rarely do harm; disavow them only if a "
                + "search engine complains.\n"
                + "Day by day, 31 Dec to 4 Jan: 2 0 – 3 41\n",
            Mail(Burst).Text,
            StringComparison.Ordinal);

    [Fact]
    public void So_are_links_that_vanish() =>
        Assert.Contains(
            "25 links lost on Saturday 3 January\n===================================\nA normal Saturday brings none.\nThey were "
                + "on paper.com and pen.example.\n80 % (20 of 25) of the links were on domain paper.com.\nWhat to do: so many at once "
                + "usually have one cause",
            Mail(Vanished).Text,
            StringComparison.Ordinal);

    [Theory]
    [InlineData(0.2, "none")]
    [InlineData(0.5, "none or 1")]
    [InlineData(0.8, "1")]
    [InlineData(2.2, "2")]
    [InlineData(2.5, "2 or 3")]
    [InlineData(9.4, "9 or 10")]
    [InlineData(11.5, "about 12")]
    [InlineData(1234, "about 1,234")]
    public void A_normal_day_brings_whole_numbers(double expected, string words) =>
        Assert.Contains($"A normal Sunday brings {words}.", Mail(Burst with { Expected = expected }).Text, StringComparison.Ordinal);

    [Fact]
    public void The_chart_has_a_cell_a_day_and_only_the_last_stands_out()
    {
        var html = Mail(Burst).Html;

        Assert.Equal((4, 1), (html.Split("class=\"bn\"").Length - 1, html.Split("class=\"bs\"").Length - 1));
        Assert.Contains("title=\"not compared\"", html, StringComparison.Ordinal);
    }

    [Fact]
    public void Many_spikes_still_fit_what_gmail_shows()
    {
        var days = Enumerable.Range(0, 22).Select(day => (int?)day).ToList();
        var spikes = Enumerable.Range(0, 40).Select(i => Burst with { Date = Burst.Date.AddDays(-i), Days = days }).ToArray();

        Assert.InRange(System.Text.Encoding.UTF8.GetByteCount(Mail(spikes).Html), 30_000, 100 * 1024);
    }

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
    [InlineData(SpikeCall.Suspicious, "41 new referring domains on Sunday 4 January: suspicious")]
    [InlineData(SpikeCall.ProbablyGoodNews, "41 new referring domains on Sunday 4 January: probably good news")]
    [InlineData(SpikeCall.Unclear, "41 new referring domains on Sunday 4 January")]
    public void Each_spike_says_what_it_looks_like(SpikeCall call, string title) =>
        Assert.Contains(title + "\n", Mail(Burst with { Call = call }).Text, StringComparison.Ordinal);

    [Fact]
    public void Several_spikes_share_a_mail()
    {
        Assert.Equal(
            "25 links lost on Saturday 3 January, 41 new referring domains on Sunday 4 January (suspicious): shop.example",
            Mail(Vanished, Burst).Subject);
    }

    private static MailText Mail(params SpikeNews[] spikes) =>
        DigestMail.Compose(TestPipeline.Site, new Digest { Spikes = spikes }, SampleDigest.Now);
}

using System.Text;
using LinkWatch.Alerting.Channels;
using LinkWatch.Alerting.Delivery;
using LinkWatch.Hosting.Settings;
using LinkWatch.Tests.Support;
using Microsoft.Extensions.Time.Testing;

namespace LinkWatch.Tests.Core.Alerting.Channels.Smtp;

public sealed class SmtpChannelTests
{
    private readonly FakeTimeProvider time = FakeTime.Create();

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_mail_arrives_as_it_was_composed()
    {
        await using var sink = SmtpSink.Start();
        var mail = AlertMails.Of(
            "[shop.example] 2 lost – „weg“ 失われた",
            "Zwei Links fehlen: “Ça va”\n.\n..a line that begins with dots\n-- \nend \n",
            "<p>失われた = &amp; 100 %</p>\n");

        var outcome = await Channel(sink).DeliverAsync(mail, Cancel);

        Assert.Equal(DeliveryResult.Accepted, outcome.Result);
        var arrived = Assert.Single(sink.Mails);
        Assert.Equal("alerts@linkwatch.example", arrived.From);
        Assert.Equal(["owner@shop.example"], arrived.To);
        var read = StrictMail.Parse(arrived.Data);
        Assert.Equal(mail.Subject, read.Subject);
        Assert.Equal([("text/plain", Lines(mail.Text)), ("text/html", Lines(mail.Html))], read.Parts);
        Assert.Equal("owner@shop.example", read["to"]);
        Assert.Equal("LinkWatch <alerts@linkwatch.example>", read["from"]);
        Assert.Equal(mail.SealedAt, read.Date);
        Assert.Equal("auto-generated", read["auto-submitted"]);
        Assert.Equal(("<shop.site@linkwatch.example>", "<shop.site@linkwatch.example>"), (read["references"], read["in-reply-to"]));
    }

    [Fact]
    public async Task A_repeat_of_an_alert_bears_the_same_name_and_another_alert_the_same_thread()
    {
        await using var sink = SmtpSink.Start();
        var channel = Channel(sink);
        foreach (var id in new[] { "digest-1", "digest-1", "digest-2" })
            await channel.DeliverAsync(AlertMails.Of() with { AlertId = id }, Cancel);

        var mails = sink.Mails.Select(mail => StrictMail.Parse(mail.Data)).ToList();

        Assert.Equal(mails[0]["message-id"], mails[1]["message-id"]);
        Assert.NotEqual(mails[0]["message-id"], mails[2]["message-id"]);
        Assert.Single(mails.Select(mail => mail["references"]).Distinct());
    }

    [Fact]
    public async Task All_owners_get_their_mail_through_one_connection_and_one_login()
    {
        await using var sink = SmtpSink.Start();
        string[] owners = ["a@shop.example", "b@shop.example", "c@shop.example"];

        var outcome = await Channel(sink).DeliverAsync(AlertMails.Of(owners: owners), Cancel);

        Assert.Equal(owners, outcome.Settled);
        Assert.Equal(owners, sink.Mails.Select(mail => Assert.Single(mail.To)));
        Assert.Equal((1, 1, 1), (sink.Sessions.Count, sink.Logins.Count, sink.Commands.Count(command => command == "QUIT")));
    }

    [Fact]
    public async Task A_server_that_hangs_up_on_a_refused_owner_is_called_again_for_the_next()
    {
        await using var script = SmtpScript.Start(line =>
            line.StartsWith("RCPT TO:<no@", StringComparison.Ordinal) ? "550 nobody here" : line == "RSET" ? SmtpSink.Drop : null);

        var outcome = await Channel(script.Port).DeliverAsync(AlertMails.Of(owners: ["no@shop.example", "yes@shop.example"]), Cancel);

        Assert.Equal(DeliveryResult.Accepted, outcome.Result);
        Assert.Equal(["no@shop.example", "yes@shop.example"], outcome.Settled);
        Assert.Equal(2, script.Connections);
    }

    [Theory]
    [InlineData("nobody")]
    [InlineData("größe@shop.example")]
    [InlineData("a@shop.example, b@shop.example")]
    public async Task An_owner_whose_address_cannot_be_mailed_keeps_the_mail_from_no_other(string owner)
    {
        await using var sink = SmtpSink.Start();

        var outcome = await Channel(sink).DeliverAsync(AlertMails.Of(owners: [owner, "yes@shop.example"]), Cancel);

        Assert.Equal(DeliveryResult.Accepted, outcome.Result);
        Assert.Contains("no mail address", outcome.Note, StringComparison.Ordinal);
        Assert.Equal("yes@shop.example", Assert.Single(Assert.Single(sink.Mails).To));
    }

    [Theory]
    [InlineData("owner@bücher.example")]
    [InlineData("owner@xn--bcher-kva.example")]
    public async Task A_domain_beyond_ASCII_is_sent_as_IDNA_writes_it(string owner)
    {
        await using var sink = SmtpSink.Start();

        var outcome = await Channel(sink).DeliverAsync(AlertMails.Of(owners: [owner]), Cancel);

        Assert.Equal([owner], outcome.Settled);
        var arrived = Assert.Single(sink.Mails);
        Assert.Equal("owner@xn--bcher-kva.example", Assert.Single(arrived.To));
        Assert.Equal("owner@xn--bcher-kva.example", StrictMail.Parse(arrived.Data)["to"]);
    }

    [Theory]
    [InlineData("550 nobody here")]
    [InlineData("554 relay denied")]
    [InlineData("450 greylisted")]
    [InlineData("451 greylisted")]
    public async Task A_refused_owner_keeps_the_mail_from_no_other(string answer)
    {
        await using var sink = SmtpSink.Start(line => line == "RCPT no@shop.example" ? answer : null);

        var outcome = await Channel(sink).DeliverAsync(AlertMails.Of(owners: ["no@shop.example", "yes@shop.example"]), Cancel);

        Assert.Equal("yes@shop.example", Assert.Single(Assert.Single(sink.Mails).To));
        Assert.Equal(answer[0] == '4' ? DeliveryResult.Retry : DeliveryResult.Accepted, outcome.Result);
        Assert.Contains("no@shop.example", outcome.Note, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_owner_who_has_the_mail_is_left_out_when_it_is_tried_again()
    {
        var isBusy = true;
        await using var sink = SmtpSink.Start(line => isBusy && line == "RCPT late@shop.example" ? "450 greylisted" : null);
        var mail = AlertMails.Of(owners: ["late@shop.example", "soon@shop.example"]);
        var channel = Channel(sink);

        var first = await channel.DeliverAsync(mail, Cancel);
        isBusy = false;
        var second = await channel.DeliverAsync(mail with { To = [.. mail.To.Except(first.Settled)] }, Cancel);

        Assert.Equal(DeliveryResult.Accepted, second.Result);
        Assert.Equal(["soon@shop.example", "late@shop.example"], sink.Mails.Select(arrived => Assert.Single(arrived.To)));
    }

    [Theory]
    [InlineData(" LOGIN")]
    [InlineData(" PLAIN")]
    [InlineData(" PLAIN LOGIN")]
    public async Task The_login_is_used_and_appears_in_no_note_even_if_the_server_repeats_it(string offered)
    {
        string[] sent = [SmtpMail.Password, Base64(SmtpMail.Password), Base64($"\0linkwatch\0{SmtpMail.Password}")];
        await using var script = SmtpScript.Start(line =>
            line.StartsWith("EHLO", StringComparison.Ordinal) ? "250-script.example\r\n250 AUTH" + offered
            : line.StartsWith("AUTH LOGIN", StringComparison.Ordinal) || line == Base64("linkwatch") ? "334 go on"
            : line == sent[1] ? "235 welcome"
            : line.StartsWith("MAIL", StringComparison.Ordinal) ? $"535 no such login: {string.Join(' ', sent)}" : null);

        var outcome = await Channel(script.Port).DeliverAsync(AlertMails.Of(), Cancel);

        Assert.Contains(script.Heard, line => sent[1..].Any(secret => line.EndsWith(secret, StringComparison.Ordinal)));
        Assert.Contains("no such login", outcome.Note, StringComparison.Ordinal);
        Assert.All(sent, secret => Assert.DoesNotContain(secret, outcome.Note, StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_server_that_wants_a_login_gets_the_mail_after_it()
    {
        await using var sink = SmtpSink.Start(isLoginNeeded: true);

        var outcome = await Channel(sink).DeliverAsync(AlertMails.Of(), Cancel);
        var options = SmtpMail.Options(sink.Port) with { SmtpUser = null };
        var without = await new SmtpChannel(options, time).DeliverAsync(AlertMails.Of(), Cancel);

        Assert.Equal((DeliveryResult.Accepted, DeliveryResult.Retry), (outcome.Result, without.Result));
        Assert.Equal([("linkwatch", SmtpMail.Password)], sink.Logins);
        Assert.Single(sink.Mails);
    }

    [Fact]
    public void Options_print_no_password()
    {
        var options = SmtpMail.Options(25);

        Assert.DoesNotContain(SmtpMail.Password, $"{options} {new HostSettings { Mail = options }}", StringComparison.Ordinal);
    }

    private static string Base64(string text) => Convert.ToBase64String(Encoding.UTF8.GetBytes(text));

    private static string Lines(string text) => text.ReplaceLineEndings("\r\n");

    private SmtpChannel Channel(SmtpSink sink) => Channel(sink.Port);

    private SmtpChannel Channel(int port) => new(SmtpMail.Options(port), time);
}
